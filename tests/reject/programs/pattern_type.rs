fn main() {
    match 1u8 {
        "a" => {} //~ E0308
        _ => {}
    }
}
