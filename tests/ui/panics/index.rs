//@ verdict: panic
fn main() {
    let v = vec![1];
    let i = std::hint::black_box(3);
    println!("{}", v[i]);
}
