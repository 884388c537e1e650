// 10^6 sibling reborrows of one place, each used once.
fn main() {
    let mut x = 0u32;
    let root = &mut x;
    let mut i = 0;
    while i < 1_000_000 {
        let r = &mut *root;
        *r += 1;
        i += 1;
    }
    println!("{}", *root);
}
