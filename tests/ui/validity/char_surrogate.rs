fn main() {
    let _c: char = unsafe { std::mem::transmute(0xD800u32) }; //~ ERROR validity
}
