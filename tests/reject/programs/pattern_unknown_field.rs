struct S { a: u8 }
fn main() {
    let S { b, .. } = S { a: 1 }; //~ E0026
}
