//@ revisions: stacked tree none
fn split<T>(v: &mut [T]) -> (&mut [T], &mut [T]) {
    let (p, n) = (v.as_mut_ptr(), v.len());
    unsafe { (std::slice::from_raw_parts_mut(p, n), std::slice::from_raw_parts_mut(p, n)) } //~[stacked] ERROR aliasing
}
fn main() {
    let mut v = [1, 2, 3];
    let (a, b) = split(&mut v);
    b[1] = 6;
    a[1] = 5; //~[tree] ERROR aliasing
}
