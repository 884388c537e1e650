//@ flags: --no-validation
// Without checks of values, branching on the invalid value is still undefined.
fn main() {
    let x = 3u8;
    let b = unsafe { *(&raw const x).cast::<bool>() };
    if b { //~ ERROR ub
        println!("yes");
    }
}
