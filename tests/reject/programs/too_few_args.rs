fn f(a: u8, b: u8) {}
fn main() {
    f(1); //~ E0061
}
