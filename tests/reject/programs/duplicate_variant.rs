enum E {
    A,
    A, //~ E0428
}
fn main() {}
