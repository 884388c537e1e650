struct S { s: S } //~ E0072
fn main() {}
