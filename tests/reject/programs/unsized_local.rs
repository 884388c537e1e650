fn main() {
    let x = *"abc"; //~ E0277
}
