struct S(u8);
fn main() {
    S(1, 2); //~ E0061
}
