fn main() {
    1u8 as bool; //~ E0054
}
