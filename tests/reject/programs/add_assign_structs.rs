struct S;
fn main() {
    let mut s = S;
    s += S; //~ E0368
}
