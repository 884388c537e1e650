//@ verdict: panic
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        print!("{} ", self.0);
    }
}
fn inner() {
    let _d = D("inner");
    panic!("stop");
}
fn main() {
    let _d = D("outer");
    inner();
}
