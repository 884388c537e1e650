struct S { a: u8 }
fn main() {
    let s = S { a: "x" }; //~ E0308
}
