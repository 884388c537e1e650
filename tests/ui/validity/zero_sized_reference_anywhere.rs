fn main() {
    let r: &() = unsafe { std::mem::transmute(16usize) };
    let s: &[u64] = unsafe { std::slice::from_raw_parts(std::ptr::dangling(), 0) };
    assert_eq!((*r, s.len()), ((), 0));
}
