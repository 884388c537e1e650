//@ revisions: stacked tree
fn main() {
    let mut v = 1;
    let p = &raw mut v;
    let mut add = || v += 1;
    add();
    add();
    assert_eq!(v, 3);
    let _ = p;
}
