fn main() {
    let f = |x: u8| x;
    f(1, 2); //~ E0057
}
