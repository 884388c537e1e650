struct A;
fn f<T: A>(x: T) {} //~ E0404
fn main() {}
