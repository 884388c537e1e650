fn main() {
    let x = y; //~ E0425
}
