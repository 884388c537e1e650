fn main() {
    let _b = Box::new(1);
    std::process::exit(0);
}
