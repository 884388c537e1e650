//@ revisions: aca
// Any number of mutable siblings may exist; two chains are fine as long as one is used while it lives.
fn main() {
    let mut v = 3u32;
    let r = &mut v;
    unsafe {
        let a = &mut *(r as *mut u32);
        let a2 = &mut *(a as *mut u32);
        let b = &mut *(r as *mut u32);
        let _b2 = &mut *(b as *mut u32);
        *a2 = 1;
    }
    println!("{v}");
}
