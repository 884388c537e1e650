mod m { pub fn f() {} }
use m::g; //~ E0432
fn main() {}
