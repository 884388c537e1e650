struct S;
fn main() {
    S == S; //~ E0369
}
