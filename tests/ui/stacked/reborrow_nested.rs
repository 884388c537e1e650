//@ revisions: stacked tree none
fn main() {
    let mut x = 1u32;
    let a = &mut x;
    {
        let b = &mut *a;
        *b += 1;
        let c = &*b;
        assert_eq!(*c, 2);
    }
    *a += 1;
    assert_eq!(x, 3);
}
