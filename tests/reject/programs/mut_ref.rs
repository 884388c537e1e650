fn f(x: &mut u8) {}
fn main() {
    let x = 1u8;
    f(&x); //~ E0308
}
