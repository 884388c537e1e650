struct A;
struct B;
fn main() {
    let B = A; //~ E0308
}
