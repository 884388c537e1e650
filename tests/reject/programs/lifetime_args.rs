struct S<'a>(&'a u8);
fn f(x: S<'static, 'static>) {} //~ E0107
fn main() {}
