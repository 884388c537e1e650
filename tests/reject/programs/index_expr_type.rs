fn main() {
    let a = [1, 2];
    let x = a["a"]; //~ E0277
}
