//@ verdict: abort
extern "C" fn f() {
    panic!("must not leave");
}
fn main() {
    f();
}
