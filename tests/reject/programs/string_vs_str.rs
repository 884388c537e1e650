fn main() {
    let s: String = "a"; //~ E0308
}
