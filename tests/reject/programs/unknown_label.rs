fn main() {
    loop { break 'a; } //~ E0426
}
