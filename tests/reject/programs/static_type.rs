static C: u8 = 'a'; //~ E0308
fn main() { let _ = C; }
