struct S { a: u8 }
fn main() {
    let s = S { a: 1 };
    s.b; //~ E0609
}
