use std::sync::atomic::{AtomicU8, Ordering};
static X: AtomicU8 = AtomicU8::new(1);
fn main() {
    X.fetch_add(1, Ordering::Relaxed);
    assert_eq!(X.load(Ordering::Relaxed), 2);
}
