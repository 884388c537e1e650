//@ flags: --aliasing none
fn main() {
    let p = Box::into_raw(Box::new(1u8));
    drop(unsafe { Box::from_raw(p) });
    let _r = unsafe { &*p }; //~ ERROR use-after-free
}
