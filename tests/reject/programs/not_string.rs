fn main() {
    !"a"; //~ E0600
}
