trait T { fn f<X>(&self, x: X); }
fn f(x: &dyn T) {} //~ E0038
fn main() {}
