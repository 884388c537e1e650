fn main() {
    nothing(); //~ E0425
}
