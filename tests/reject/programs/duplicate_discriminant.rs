enum E { //~ E0081
    A = 1,
    B = 1,
}
fn main() {}
