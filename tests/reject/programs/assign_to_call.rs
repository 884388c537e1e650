fn f() -> u8 { 1 }
fn main() {
    f() = 2; //~ E0070
}
