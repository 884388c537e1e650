struct A;
#[derive(Clone)]
struct B(A); //~ E0277
fn main() {}
