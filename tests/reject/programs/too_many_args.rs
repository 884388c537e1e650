fn f(a: u8) {}
fn main() {
    f(1, 2); //~ E0061
}
