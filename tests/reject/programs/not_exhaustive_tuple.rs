fn main() {
    match (true, false) { //~ E0004
        (true, _) => {}
        (_, true) => {}
    }
}
