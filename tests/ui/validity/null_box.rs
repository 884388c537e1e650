fn main() {
    let _b: std::mem::ManuallyDrop<Box<u8>> = unsafe { std::mem::transmute(0usize) }; //~ ERROR validity
}
