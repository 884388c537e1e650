fn main() {
    let _b: bool = unsafe { std::mem::transmute(2u8) }; //~ ERROR validity
}
