//@ revisions: stacked tree none
// Deallocating is a write: a tag that was popped may not do it.
fn main() {
    let b = Box::into_raw(Box::new(1u32));
    let child = unsafe { &mut *b } as *mut u32;
    unsafe { *b = 2 };
    drop(unsafe { Box::from_raw(child) }); //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
