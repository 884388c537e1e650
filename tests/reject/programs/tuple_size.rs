fn main() {
    let x: (u8, u8) = (1, 2, 3); //~ E0308
}
