enum E { A(E), B } //~ E0072
fn main() {}
