// 10^6 reads and writes through references and raw pointers, few reborrows.
fn sum(values: &[u32; 16], into: &mut u64, rounds: u32) {
    let mut i = 0;
    while i < rounds {
        *into += values[(i % 16) as usize] as u64;
        i += 1;
    }
}

fn main() {
    let values = [3u32; 16];
    let mut total = 0u64;
    sum(&values, &mut total, 333_333);
    println!("{total}");
}
