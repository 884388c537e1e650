fn main() {
    match Some(1) { //~ E0004
        Some(_) => {}
    }
}
