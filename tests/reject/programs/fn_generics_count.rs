fn g<T>() {}
fn main() {
    g::<u8, u8>(); //~ E0107
}
