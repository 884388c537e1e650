struct S<T>; //~ E0392
fn main() {}
