#[repr(C, packed)]
struct P(u8, u32);
fn main() {
    let a = [P(1, 2), P(3, 4)];
    assert_eq!({ a[0].1 } + { a[1].1 }, 6);
    let p = &raw const a[0].1;
    let q = &raw const a[1].1;
    let _x = if p.is_aligned() { unsafe { q.read() } } else { unsafe { p.read() } }; //~ ERROR alignment
}
