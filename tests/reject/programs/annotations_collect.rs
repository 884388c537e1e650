fn main() {
    let x = [1, 2].iter().collect(); //~ E0283
}
