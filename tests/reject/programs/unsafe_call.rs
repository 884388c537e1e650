unsafe fn f() {}
fn main() {
    f(); //~ E0133
}
