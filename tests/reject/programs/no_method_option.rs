fn main() {
    Some(1).push(2); //~ E0599
}
