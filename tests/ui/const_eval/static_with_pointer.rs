static X: [u8; 3] = [1, 2, 3];
static P: &u8 = &X[1];
static F: fn(u8) -> u8 = |n| n + 1;
fn main() {
    assert_eq!(F(*P), 3);
}
