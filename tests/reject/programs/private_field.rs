mod m {
    pub struct S { a: u8 }
    impl S { pub fn new() -> S { S { a: 1 } } }
}
fn main() {
    let s = m::S::new();
    s.a; //~ E0616
}
