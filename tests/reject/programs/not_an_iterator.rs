fn main() {
    for x in 1u8 {} //~ E0277
}
