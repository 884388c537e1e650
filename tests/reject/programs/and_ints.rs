fn main() {
    let x = 1 && 2; //~ E0308
}
