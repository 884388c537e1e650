fn main() {
    match true { //~ E0004
        true => {}
    }
}
