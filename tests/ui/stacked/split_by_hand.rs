//@ revisions: stacked tree none
fn split<T>(v: &mut [T], at: usize) -> (&mut [T], &mut [T]) {
    let (p, n) = (v.as_mut_ptr(), v.len());
    assert!(at <= n);
    unsafe { (std::slice::from_raw_parts_mut(p, at), std::slice::from_raw_parts_mut(p.add(at), n - at)) }
}
fn main() {
    let mut v = [1, 2, 3];
    let (a, b) = split(&mut v, 1);
    a[0] = b[1];
    b[0] = a[0];
    assert_eq!(v, [3, 3, 3]);
}
