fn f<T: Copy>(x: T) {}
fn main() {
    f(String::new()); //~ E0277
}
