// Accesses of size zero need no memory.
fn main() {
    let p = std::ptr::without_provenance::<()>(64);
    unsafe { p.read() };
    let q: *const [u8; 0] = std::ptr::dangling();
    let [] = unsafe { q.read() };
    unsafe { std::ptr::copy_nonoverlapping::<u8>(std::ptr::dangling(), std::ptr::dangling_mut(), 0) };
}
