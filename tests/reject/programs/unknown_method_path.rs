struct S;
fn main() {
    S::make(); //~ E0599
}
