struct S;
impl S {
    fn f() {}
    fn f() {} //~ E0592
}
fn main() {}
