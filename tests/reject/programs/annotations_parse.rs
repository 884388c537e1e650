fn main() {
    let x = "1".parse().unwrap(); //~ E0284
}
