fn f() {}
fn main() {
    match 1 {
        f => {}
        f() => {} //~ E0532
    }
}
