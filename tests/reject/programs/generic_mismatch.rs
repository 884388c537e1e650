fn same<T>(a: T, b: T) {}
fn main() {
    same(1u8, "a"); //~ E0308
}
