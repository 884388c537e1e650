//@ revisions: tree
// An unprotected, unwritten `&mut` to a cell stays usable after a foreign write.
use std::cell::UnsafeCell;
fn main() {
    let mut c = UnsafeCell::new(1u8);
    let p = &raw mut c as *mut u8;
    let m = unsafe { &mut *p.cast::<UnsafeCell<u8>>() };
    unsafe { *p = 2 };
    *m.get_mut() = 3;
    assert_eq!(unsafe { *p }, 3);
}
