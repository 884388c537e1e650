//@ verdict: compile-error
const fn check(n: u8) -> u8 {
    assert!(n < 3);
    n
}
const BAD: u8 = check(5);
fn main() {
    println!("{}", BAD);
}
