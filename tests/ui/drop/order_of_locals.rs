struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        print!("{} ", self.0);
    }
}
fn main() {
    let _a = D(1);
    let b = D(2);
    let _ = D(3);
    let _c = (D(4), D(5));
    drop(b);
    let _moved = _c.1;
}
