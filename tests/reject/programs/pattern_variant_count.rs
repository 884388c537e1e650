fn main() {
    match Some(1) {
        Some(a, b) => {} //~ E0023
        None => {}
    }
}
