//@ revisions: aca
// The twin: both chains are used while the first lives.
fn main() {
    let mut v = 3;
    let r = &mut v as *mut i32;
    unsafe {
        let a = &mut *r;
        let b = &mut *r;
        *a = 1;
        *b = 2; //~ ERROR aliasing: nothing derived from it permits this
        *a = 3;
    }
    println!("{v}");
}
