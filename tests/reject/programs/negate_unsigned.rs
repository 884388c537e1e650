fn main() {
    let x = -1u8; //~ E0600
}
