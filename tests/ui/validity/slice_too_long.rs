fn main() {
    let raw: (*const u8, usize) = (&1u8, usize::MAX);
    let _s: &[u8] = unsafe { std::mem::transmute(raw) }; //~ ERROR validity
}
