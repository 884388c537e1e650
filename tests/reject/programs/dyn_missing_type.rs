trait T { type A; }
fn f(x: &dyn T) {} //~ E0191
fn main() {}
