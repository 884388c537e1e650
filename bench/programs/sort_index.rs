// Heap sort of 10^6 elements through a `&mut [u32]`, elements named by index.
fn sift_down(v: &mut [u32], mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && v[child] < v[child + 1] {
            child += 1;
        }
        if v[root] >= v[child] {
            return;
        }
        let t = v[root];
        v[root] = v[child];
        v[child] = t;
        root = child;
    }
}

fn sort(v: &mut [u32]) {
    let n = v.len();
    let mut start = n / 2;
    while start > 0 {
        start -= 1;
        sift_down(v, start, n);
    }
    let mut end = n;
    while end > 1 {
        end -= 1;
        let t = v[0];
        v[0] = v[end];
        v[end] = t;
        sift_down(v, 0, end);
    }
}

fn main() {
    let mut numbers = vec![0u32; 1_000_000];
    let v = &mut numbers[..];
    let (n, mut x) = (v.len(), 12345u32);
    let mut i = 0;
    while i < n {
        x = x.wrapping_mul(1664525).wrapping_add(1013904223);
        v[i] = x;
        i += 1;
    }
    sort(v);
    i = 1;
    while i < n {
        assert!(v[i - 1] <= v[i]);
        i += 1;
    }
    println!("{} {}", v[0], v[v.len() - 1]);
}
