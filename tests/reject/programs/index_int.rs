fn main() {
    let x = 1u8;
    x[0]; //~ E0608
}
