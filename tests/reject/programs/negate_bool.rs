fn main() {
    -true; //~ E0600
}
