// `ptr::swap` may overlap: the common part ends as if x had been held aside, y copied to x, and x to y.
fn main() {
    let mut a = [0, 1, 2, 3];
    let p = (&raw mut a).cast::<i32>();
    unsafe { std::ptr::swap(p.cast::<[i32; 3]>(), p.add(1).cast::<[i32; 3]>()) };
    assert_eq!(a, [1, 0, 1, 2]);
    // Uninitialised bytes and pointers go along.
    let (one, two) = (1, 2);
    let mut r = [Some(&one), None, Some(&two)];
    r.swap(0, 1);
    r.swap(1, 2);
    assert_eq!(r, [None, Some(&2), Some(&1)]);
}
