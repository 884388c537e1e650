fn main() {
    let r = 1u8..2u16; //~ E0308
}
