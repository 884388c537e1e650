enum E { A, B }
fn main() {
    match E::A { //~ E0004
        E::A => {}
    }
}
