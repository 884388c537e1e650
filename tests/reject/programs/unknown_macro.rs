fn main() {
    nothing!(); //~ cannot find macro
}
