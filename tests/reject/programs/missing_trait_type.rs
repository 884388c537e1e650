trait T { type A; }
struct S;
impl T for S {} //~ E0046
fn main() {}
