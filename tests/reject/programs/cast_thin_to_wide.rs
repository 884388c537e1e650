fn main() {
    let p = 0 as *const u8;
    p as *const [u8]; //~ E0607
}
