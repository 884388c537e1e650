struct S;
impl Drop for S { fn drop(&mut self) {} }
fn main() {
    S.drop(); //~ E0040
}
