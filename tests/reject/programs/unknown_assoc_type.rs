trait T { type A; }
fn f<X: T>(x: X::B) {} //~ E0220
fn main() {}
