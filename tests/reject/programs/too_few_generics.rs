struct S<T>(T);
fn f(x: S) {} //~ E0107
fn main() {}
