fn main() {
    2.0.powi(2); //~ E0689
}
