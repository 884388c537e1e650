fn f<F: Fn() -> u8>(f: F) {}
fn main() {
    f(|| "a"); //~ E0308
}
