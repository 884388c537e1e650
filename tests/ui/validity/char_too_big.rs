fn main() {
    let _c = unsafe { *(&0x110000u32 as *const u32).cast::<char>() }; //~ ERROR validity
}
