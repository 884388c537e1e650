static mut X: u8 = 1;
fn main() {
    X = 2; //~ E0133
}
