const fn square(n: usize) -> usize {
    n * n
}
const N: usize = square(3);
fn main() {
    let a = [0u8; N + 1];
    assert_eq!(a.len(), 10);
    const { assert!(N == 9) };
}
