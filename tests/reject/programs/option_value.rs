fn f(x: Option<u8>) {}
fn main() {
    f(3u8); //~ E0308
}
