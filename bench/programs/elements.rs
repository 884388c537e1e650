// Every element of an array through a reborrow of its own, in a call that protects the array.
fn fill(all: &mut [u32], n: usize) {
    let mut i = 0;
    while i < n {
        let r = &mut all[i];
        *r += 1;
        i += 1;
    }
}

fn main() {
    let mut all = vec![0u32; 100_000];
    fill(&mut all, 100_000);
    println!("{}", all[100_000 - 1]);
}
