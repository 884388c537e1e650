fn main() {
    let _f: fn() = unsafe { std::mem::transmute(0usize) }; //~ ERROR validity
}
