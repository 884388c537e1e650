struct S;
impl S { fn f(&self, x: u8) {} }
fn main() {
    S.f("a"); //~ E0308
}
