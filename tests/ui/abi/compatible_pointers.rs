fn f(p: *const u32) -> usize {
    p.addr()
}
fn main() {
    let g: fn(Option<&u8>) -> usize = unsafe { std::mem::transmute(f as fn(*const u32) -> usize) };
    assert_eq!(g(None), 0);
}
