struct S;
struct S; //~ E0428
fn main() {}
