#[repr(transparent)]
struct W(u32);
fn f(w: W) -> u32 {
    w.0
}
fn main() {
    let g: fn(u32) -> u32 = unsafe { std::mem::transmute(f as fn(W) -> u32) };
    assert_eq!(g(4), 4);
}
