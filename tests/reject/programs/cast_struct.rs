struct S;
fn main() {
    S as u8; //~ E0605
}
