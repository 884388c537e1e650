trait T { fn f(x: u8); }
struct S;
impl T for S { fn f(x: u16) {} } //~ E0053
fn main() {}
