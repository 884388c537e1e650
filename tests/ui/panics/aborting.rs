//@ flags: --panic abort
//@ verdict: abort
fn main() {
    panic!("no unwinding");
}
