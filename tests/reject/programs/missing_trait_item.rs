trait T { fn f(); }
struct S;
impl T for S {} //~ E0046
fn main() {}
