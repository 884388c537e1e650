mod m { struct S; }
fn main() {
    let s = m::S; //~ E0603
}
