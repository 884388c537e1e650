fn main() {
    let x: Option<u8> = None;
    x?; //~ E0277
}
