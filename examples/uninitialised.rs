// Padding is not data. Expect: uninit at the read of the byte between `a` and `b`.
#[repr(C)]
struct Pair {
    a: u8,
    b: u32,
}

fn main() {
    let pair = Pair { a: 1, b: 2 };
    let bytes = &raw const pair as *const u8;
    println!("{} {}", pair.a, pair.b);
    println!("{}", unsafe { *bytes.add(1) });
}
