//@ revisions: stacked tree none
#![allow(mutable_transmutes)]
fn main() {
    let mut x = 1u32;
    let r = &x;
    let m: &mut u32 = unsafe { std::mem::transmute(r) }; //~[stacked] ERROR aliasing
    *m = 2; //~[tree] ERROR aliasing
    x = 3;
    assert_eq!(x, 3);
}
