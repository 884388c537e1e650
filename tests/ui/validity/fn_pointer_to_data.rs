fn main() {
    let x = 1u8;
    let f: fn() = unsafe { std::mem::transmute(&x) };
    f(); //~ ERROR invalid-operation
}
