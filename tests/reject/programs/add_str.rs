fn main() {
    let x = "a" + "b"; //~ E0369
}
