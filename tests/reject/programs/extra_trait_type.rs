trait T {}
struct S;
impl T for S { type A = u8; } //~ E0437
fn main() {}
