fn main() {
    match 1u8 { //~ E0004
        0 => {}
    }
}
