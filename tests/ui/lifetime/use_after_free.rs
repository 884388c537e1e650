fn main() {
    let p = Box::into_raw(Box::new(5));
    drop(unsafe { Box::from_raw(p) });
    let _x = unsafe { *p }; //~ ERROR use-after-free
}
