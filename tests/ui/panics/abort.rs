//@ verdict: abort
fn main() {
    std::process::abort();
}
