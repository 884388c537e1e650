// The smallest program. Expect: ok, one execution.
fn main() {
    println!("Hello, world!");
}
