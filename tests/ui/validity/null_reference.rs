fn main() {
    let _r: &u8 = unsafe { std::mem::transmute(0usize) }; //~ ERROR validity
}
