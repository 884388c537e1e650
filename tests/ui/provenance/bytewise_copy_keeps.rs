fn main() {
    let x = 5u8;
    let p = &raw const x;
    let mut q = std::ptr::null::<u8>();
    let n = std::mem::size_of_val(&p);
    unsafe { std::ptr::copy_nonoverlapping((&raw const p).cast::<u8>(), (&raw mut q).cast::<u8>(), n) };
    assert_eq!(unsafe { *q }, 5);
}
