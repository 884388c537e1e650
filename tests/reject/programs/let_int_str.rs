fn main() {
    let x: i32 = "a"; //~ E0308
}
