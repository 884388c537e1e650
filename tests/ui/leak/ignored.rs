//@ flags: --ignore-leaks
fn main() {
    std::mem::forget(Box::new(1));
}
