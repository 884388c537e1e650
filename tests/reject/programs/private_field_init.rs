mod m { pub struct S { a: u8 } }
fn main() {
    let s = m::S { a: 1 }; //~ E0451
}
