fn main() {
    let (x, y) = (1u8, 2usize);
    let raw = (&raw const x, &raw const y);
    let _d: &dyn Send = unsafe { std::mem::transmute(raw) }; //~ ERROR validity
}
