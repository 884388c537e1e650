impl Vec<u8> { fn f() {} } //~ E0116
fn main() {}
