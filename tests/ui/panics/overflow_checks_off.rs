//@ flags: --overflow-checks off
fn main() {
    let x = std::hint::black_box(255u8);
    assert_eq!(x + 1, 0);
}
