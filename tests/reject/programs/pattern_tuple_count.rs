struct S(u8, u8);
fn main() {
    let S(a) = S(1, 2); //~ E0023
}
