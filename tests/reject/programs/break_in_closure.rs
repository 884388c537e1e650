fn main() {
    loop {
        let f = || { break; }; //~ E0267
        f();
    }
}
