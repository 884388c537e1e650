trait T {}
struct S;
impl T for S { fn f() {} } //~ E0407
fn main() {}
