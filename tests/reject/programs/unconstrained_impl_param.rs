struct S;
impl<T> S { //~ E0207
    fn f() {}
}
fn main() {}
