struct S;
impl S { fn f(&self, x: u8) {} }
fn main() {
    S.f(); //~ E0061
}
