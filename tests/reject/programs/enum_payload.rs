enum E { A(u8) }
fn main() {
    let e = E::A("a"); //~ E0308
}
