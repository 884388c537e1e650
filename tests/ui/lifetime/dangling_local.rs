fn escape() -> *const i32 {
    let x = 5;
    &x
}
fn main() {
    let p = escape();
    let _y = unsafe { *p }; //~ ERROR use-after-free
}
