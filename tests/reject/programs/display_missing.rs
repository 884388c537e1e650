struct S;
fn main() {
    println!("{}", S); //~ E0277
}
