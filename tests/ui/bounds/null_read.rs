fn main() {
    let p = std::ptr::null::<u8>();
    let _x = unsafe { *p }; //~ ERROR null-pointer
}
