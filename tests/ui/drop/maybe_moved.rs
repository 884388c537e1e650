struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        print!("{} ", self.0);
    }
}
fn f(take: bool) {
    let d = D(take as u8);
    if take {
        drop(d);
    }
    print!("end ");
}
fn main() {
    f(true);
    f(false);
}
