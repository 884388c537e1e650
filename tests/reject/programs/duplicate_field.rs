struct S {
    a: u8,
    a: u8, //~ E0124
}
fn main() {}
