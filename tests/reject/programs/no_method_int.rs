fn main() {
    1u8.nothing(); //~ E0599
}
