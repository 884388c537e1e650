fn main() {
    let x: Foo = 1; //~ E0412
}
