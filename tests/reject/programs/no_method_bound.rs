fn f<T>(x: T) {
    x.clone(); //~ E0599
}
fn main() { f(1); }
