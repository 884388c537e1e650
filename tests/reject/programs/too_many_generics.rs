struct S<T>(T);
fn f(x: S<u8, u8>) {} //~ E0107
fn main() {}
