fn main() {
    let x = 1;
    fn f() -> i32 {
        x //~ E0434
    }
    f();
}
