fn main() {
    while "a" {} //~ E0308
}
