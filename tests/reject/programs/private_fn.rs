mod m { fn f() {} }
fn main() {
    m::f(); //~ E0603
}
