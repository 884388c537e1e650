fn main() {
    let v = vec![1];
    let i = 0i32;
    v[i]; //~ E0277
}
