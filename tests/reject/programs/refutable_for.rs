fn main() {
    for Some(x) in [Some(1)] {} //~ E0005
}
