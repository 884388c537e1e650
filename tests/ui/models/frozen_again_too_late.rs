// Frozen again after the write, but since later than the reference.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id
fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let shared = unsafe { &*raw };
    unsafe { *raw = 2 };
    let _later = unsafe { &*raw };
    let _copy = *shared; //~ ERROR aliasing: frozen only since
}
