fn main() {
    let x: [u8; 2] = [1, 2, 3]; //~ E0308
}
