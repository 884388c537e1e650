macro_rules! m { (a) => {} }
fn main() {
    m!(b); //~ no rules expected
}
