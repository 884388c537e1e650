// `add` itself must stay inside, or one past the end.
fn main() {
    let a = [1u8, 2, 3];
    let p = a.as_ptr();
    let _end = unsafe { p.add(3) };
    let _past = unsafe { p.add(4) }; //~ ERROR out-of-bounds
}
