fn main() {
    let mut v = Vec::with_capacity(1);
    v.push(1u8);
    let p = v.as_ptr();
    v.reserve(100);
    let _x = unsafe { *p }; //~ ERROR use-after-free
}
