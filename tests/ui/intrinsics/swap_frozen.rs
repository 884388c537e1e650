// A swap writes both places.
fn main() {
    let mut a = [0, 1];
    let first = (&raw mut a).cast::<i32>();
    let second = &raw const a[1];
    unsafe { std::ptr::swap(first, second.cast_mut()) }; //~ ERROR aliasing: only grants reads
}
