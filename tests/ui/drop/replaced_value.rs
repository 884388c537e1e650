struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        print!("{} ", self.0);
    }
}
fn main() {
    let mut v = vec![D(1), D(2)];
    v[0] = D(3);
    let mut o = Some(D(4));
    o = None;
    std::mem::forget(v.pop());
    drop(o);
}
