fn main() {
    let x = Foo { a: 1 }; //~ E0422
}
