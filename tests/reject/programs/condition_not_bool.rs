fn main() {
    if 1 {} //~ E0308
}
