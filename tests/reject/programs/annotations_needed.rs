fn main() {
    let x = Vec::new(); //~ E0282
}
