#[derive(Clone, Copy)]
struct S(String); //~ E0204
fn main() {}
