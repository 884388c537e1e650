fn f() -> &u8 { //~ E0106
    panic!()
}
fn main() {}
