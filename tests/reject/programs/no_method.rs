struct S;
fn main() {
    S.go(); //~ E0599
}
