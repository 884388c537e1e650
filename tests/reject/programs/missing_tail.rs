fn f() -> i32 { //~ E0308
    1;
}
fn main() { f(); }
