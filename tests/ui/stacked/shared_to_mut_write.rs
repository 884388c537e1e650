//@ revisions: stacked tree none
fn main() {
    let x = 1u32;
    let r = &x;
    let p = r as *const u32 as *mut u32;
    unsafe { *p = 2 }; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
