const BIG: u8 = 200;
const SUM: u8 = BIG + BIG; //~ ERROR compile-error
fn main() {
    println!("{}", SUM);
}
