trait T {}
struct S;
impl T for S {}
impl T for S {} //~ E0119
fn main() {}
