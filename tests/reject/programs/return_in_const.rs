const C: u8 = return 1; //~ E0572
fn main() {}
