//@ verdict: abort
struct D;
impl Drop for D {
    fn drop(&mut self) {
        panic!("second");
    }
}
fn main() {
    let _d = D;
    panic!("first");
}
