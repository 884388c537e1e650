impl u8 { fn f() {} } //~ E0390
fn main() {}
