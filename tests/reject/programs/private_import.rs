mod m { fn f() {} }
use m::f; //~ E0603
fn main() {}
