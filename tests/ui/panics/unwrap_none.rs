//@ verdict: panic
fn main() {
    let x: Option<u8> = std::hint::black_box(None);
    x.unwrap();
}
