fn f() -> Option<u8> {
    1u8?; //~ E0277
    None
}
fn main() { f(); }
