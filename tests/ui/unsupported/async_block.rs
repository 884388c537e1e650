fn main() {
    let _f = async { 1 }; //~ ERROR unsupported
}
