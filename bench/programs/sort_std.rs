// The library's `sort` of 10^6 elements.
fn main() {
    let mut v = vec![0u32; 1_000_000];
    let mut x = 12345u32;
    for e in v.iter_mut() {
        x = x.wrapping_mul(1664525).wrapping_add(1013904223);
        *e = x;
    }
    v.sort();
    let mut i = 1;
    while i < v.len() {
        assert!(v[i - 1] <= v[i]);
        i += 1;
    }
    println!("{} {}", v[0], v[v.len() - 1]);
}
