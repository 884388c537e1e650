fn main() {
    1.0f64 as *const u8; //~ E0606
}
