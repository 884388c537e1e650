fn main() {
    let [a] = 1u8; //~ E0529
}
