extern "C-unwind" fn f() {
    panic!("may leave");
}
fn main() {
    assert!(std::panic::catch_unwind(|| f()).is_err());
}
