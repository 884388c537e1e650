fn main() {
    let _f = async |x: u8| x; //~ ERROR unsupported
}
