fn main() {
    let f = |x: u8| x + z; //~ E0425
    f(1);
}
