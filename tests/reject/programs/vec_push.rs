fn main() {
    let mut v: Vec<u8> = Vec::new();
    v.push("a"); //~ E0308
}
