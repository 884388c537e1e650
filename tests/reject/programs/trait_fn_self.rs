trait T { fn f(&self); }
struct S;
impl T for S { fn f() {} } //~ E0186
fn main() {}
