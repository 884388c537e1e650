fn f() -> Self { //~ E0411
    panic!()
}
fn main() {}
