fn main() {
    let x = if true { 1 } else { "b" }; //~ E0308
}
