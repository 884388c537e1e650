fn main() {
    let x = match 1 {
        1 => 1u8,
        _ => 2u16, //~ E0308
    };
}
