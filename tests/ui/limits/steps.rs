//@ flags: --max-steps 1000
//@ verdict: limit
fn main() {
    loop {}
}
