fn f() -> ! { //~ E0308
    1;
}
fn main() { f(); }
