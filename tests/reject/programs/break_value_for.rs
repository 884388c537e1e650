fn main() {
    for i in 0..3 {
        break 1; //~ E0571
    }
}
