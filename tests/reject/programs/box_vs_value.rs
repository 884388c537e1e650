fn main() {
    let b: Box<u8> = 1u8; //~ E0308
}
