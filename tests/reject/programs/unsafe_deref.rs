fn main() {
    let p = &1 as *const i32;
    *p; //~ E0133
}
