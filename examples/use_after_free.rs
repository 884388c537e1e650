// A pointer into a vector that has grown since. Expect: use-after-free at the read.
fn main() {
    let mut v = vec![1, 2, 3];
    let first = v.as_ptr();
    v.reserve(100);
    println!("{}", unsafe { *first });
}
