struct S { a: u8 }
fn main() {
    let s = S { a: 1, c: 2 }; //~ E0560
}
