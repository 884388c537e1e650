trait T { fn f(x: u8); }
struct S;
impl T for S { fn f(x: u8, y: u8) {} } //~ E0050
fn main() {}
