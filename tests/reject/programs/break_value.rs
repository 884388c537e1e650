fn main() {
    let x: u8 = loop { break "a"; }; //~ E0308
}
