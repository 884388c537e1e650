trait T {}
struct S;
impl T for S { const A: u8 = 1; } //~ E0438
fn main() {}
