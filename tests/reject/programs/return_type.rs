fn f() -> u8 {
    "a" //~ E0308
}
fn main() { f(); }
