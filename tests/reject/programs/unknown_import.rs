use std::nothing_here; //~ E0432
fn main() {}
