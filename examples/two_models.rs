// Stacked Borrows refuses this, Tree Borrows accepts it: a read through the raw parent between two uses of a mutable
// reference. Expect: aliasing with the default model, ok with `--aliasing tree`.
fn main() {
    let mut x = 15;
    let raw = &mut x as *mut i32;
    let r = unsafe { &mut *raw };
    let seen = unsafe { *raw };
    println!("{}", *r + seen);
}
