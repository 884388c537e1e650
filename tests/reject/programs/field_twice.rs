struct S { a: u8 }
fn main() {
    let s = S { a: 1, a: 2 }; //~ E0062
}
