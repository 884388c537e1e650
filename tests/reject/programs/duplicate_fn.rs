fn f() {}
fn f() {} //~ E0428
fn main() {}
