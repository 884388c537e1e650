fn main() {
    let x = None; //~ E0282
}
