fn main() {
    let x = 1u8 == "a"; //~ E0308
}
