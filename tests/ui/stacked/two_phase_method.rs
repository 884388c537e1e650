//@ revisions: stacked tree none
fn main() {
    let mut v = vec![1, 2];
    v.push(v.len());
    let n = &mut v;
    n.push(n[0]);
    assert_eq!(v, [1, 2, 2, 1]);
}
