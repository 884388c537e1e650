fn main() {
    let x = 1u8;
    &x as u8; //~ E0606
}
