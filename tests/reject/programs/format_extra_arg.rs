fn main() {
    println!("{}", 1, 2); //~ argument never used
}
