fn main() {
    println!("{nope}"); //~ E0425
}
