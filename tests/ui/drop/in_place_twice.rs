//@ flags: --aliasing none
fn main() {
    let mut b = std::mem::ManuallyDrop::new(Box::new(1));
    unsafe {
        std::mem::ManuallyDrop::drop(&mut b);
        std::mem::ManuallyDrop::drop(&mut b); //~ ERROR use-after-free
    }
}
