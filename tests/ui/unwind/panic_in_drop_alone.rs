struct D(bool);
impl Drop for D {
    fn drop(&mut self) {
        if self.0 {
            panic!("in drop");
        }
    }
}
fn main() {
    assert!(std::panic::catch_unwind(|| drop(D(true))).is_err());
    drop(D(false));
}
