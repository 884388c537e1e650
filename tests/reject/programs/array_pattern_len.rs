fn main() {
    let [a, b] = [1, 2, 3]; //~ E0527
}
