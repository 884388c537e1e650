//@ verdict: panic
fn main() {
    let x = std::hint::black_box(255u8);
    println!("{}", x + 1);
}
