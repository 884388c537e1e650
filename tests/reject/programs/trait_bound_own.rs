trait T {}
fn f<X: T>(x: X) {}
fn main() {
    f(1u8); //~ E0277
}
