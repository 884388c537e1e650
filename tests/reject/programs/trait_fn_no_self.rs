trait T { fn f(); }
struct S;
impl T for S { fn f(&self) {} } //~ E0185
fn main() {}
