fn f(x: &u8) {}
fn main() {
    f(1u8); //~ E0308
}
