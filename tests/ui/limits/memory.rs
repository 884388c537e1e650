//@ verdict: limit
fn main() {
    let v: Vec<u8> = Vec::with_capacity(1 << 45);
    println!("{}", v.len());
}
