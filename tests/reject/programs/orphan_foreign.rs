impl Iterator for u8 { //~ E0117
    type Item = u8;
    fn next(&mut self) -> Option<u8> { None }
}
fn main() {}
