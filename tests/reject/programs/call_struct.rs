struct S { a: u8 }
fn main() {
    S(1); //~ E0423
}
