struct S;
impl Nope for S {} //~ E0405
fn main() {}
