fn main() {
    let x = 1u8;
    x.foo; //~ E0610
}
