static X: u32 = 1;
fn main() {
    let p = &raw const X as *mut u32;
    unsafe { *p = 2 }; //~ ERROR read-only
}
