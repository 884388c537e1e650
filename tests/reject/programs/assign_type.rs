fn main() {
    let mut x = 1u8;
    x = "a"; //~ E0308
}
