fn f(x: u8) {}
fn main() {
    f(1u16); //~ E0308
}
