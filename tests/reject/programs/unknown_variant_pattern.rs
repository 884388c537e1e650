enum E { A }
fn main() {
    match E::A {
        E::A => {}
        E::C => {} //~ E0599
    }
}
