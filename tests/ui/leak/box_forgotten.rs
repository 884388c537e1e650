//@ verdict: leak
fn main() {
    std::mem::forget(Box::new(1));
}
