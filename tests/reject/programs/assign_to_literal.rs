fn main() {
    1 = 2; //~ E0070
}
