// A chain of 10^4 nested reborrows, used at its end.
fn descend(r: &mut u32, depth: u32) {
    if depth == 0 {
        *r += 1;
    } else {
        descend(&mut *r, depth - 1);
    }
}

fn main() {
    let mut x = 0u32;
    descend(&mut x, 10_000);
    println!("{x}");
}
