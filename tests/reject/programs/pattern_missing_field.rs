struct S { a: u8, b: u8 }
fn main() {
    let S { a } = S { a: 1, b: 2 }; //~ E0027
}
