mod m { pub struct S(u8); }
fn main() {
    let s = m::S(1); //~ E0423
}
