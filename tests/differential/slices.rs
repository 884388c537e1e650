// Slices: splitting, chunking, rotating, searching, sorting, in-place algorithms.
fn quicksort<T: Ord + Copy>(v: &mut [T]) {
    if v.len() <= 1 {
        return;
    }
    let pivot = v[v.len() / 2];
    let (mut i, mut j) = (0isize, v.len() as isize - 1);
    while i <= j {
        while v[i as usize] < pivot {
            i += 1;
        }
        while v[j as usize] > pivot {
            j -= 1;
        }
        if i <= j {
            v.swap(i as usize, j as usize);
            i += 1;
            j -= 1;
        }
    }
    let (left, right) = v.split_at_mut(i as usize);
    quicksort(&mut left[..(j + 1) as usize]);
    quicksort(right);
}

fn merge_sort(v: Vec<i32>) -> Vec<i32> {
    if v.len() < 2 {
        return v;
    }
    let (a, b) = v.split_at(v.len() / 2);
    let (a, b) = (merge_sort(a.to_vec()), merge_sort(b.to_vec()));
    let (mut x, mut y) = (a.iter().peekable(), b.iter().peekable());
    let mut out = Vec::with_capacity(v.len());
    loop {
        match (x.peek(), y.peek()) {
            (Some(p), Some(q)) if p <= q => out.push(*x.next().unwrap()),
            (_, Some(_)) => out.push(*y.next().unwrap()),
            (Some(_), None) => out.extend(x.by_ref()),
            (None, None) => return out,
        }
    }
}

fn heapify(v: &mut [u32], mut i: usize, n: usize) {
    loop {
        let (l, r) = (2 * i + 1, 2 * i + 2);
        let mut m = i;
        if l < n && v[l] > v[m] {
            m = l;
        }
        if r < n && v[r] > v[m] {
            m = r;
        }
        if m == i {
            return;
        }
        v.swap(i, m);
        i = m;
    }
}

fn heapsort(v: &mut [u32]) {
    for i in (0..v.len() / 2).rev() {
        heapify(v, i, v.len());
    }
    for end in (1..v.len()).rev() {
        v.swap(0, end);
        heapify(v, 0, end);
    }
}

fn main() {
    let mut v = [5, -3, 9, 0, 2, 2, -8, 7];
    quicksort(&mut v);
    println!("{v:?} {:?}", merge_sort(vec![4, 1, 3, 1, 5]));
    let mut h: Vec<u32> = (0..12).map(|i| i * 7919 % 31).collect();
    heapsort(&mut h);
    println!("{h:?}");
    v.reverse();
    v.rotate_left(3);
    println!("{v:?}");
    v[2..6].rotate_right(1);
    v.swap(0, 7);
    println!("{v:?} {:?}", v.iter().rev().take(2).collect::<Vec<_>>());
    {
        let (a, b) = v.split_at_mut(4);
        a[0] = b[0];
        b[3] += a[1];
        a.swap_with_slice(b);
    }
    println!("{v:?}");
    for c in v.chunks_mut(3) {
        c[0] *= 10;
    }
    println!("{:?} {:?}", v.chunks(3).map(|c| c.len()).collect::<Vec<_>>(), v.chunks_exact(3).remainder());
    println!("{:?} {:?}", v.rchunks(3).next(), v.windows(3).filter(|w| w[0] < w[2]).count());
    println!("{:?} {:?} {:?}", v.first(), v.get(20), v.get(1..3));
    println!("{:?} {:?}", v.split_first(), v.split_last().map(|(l, _)| l));
    println!("{:?}", [1, 0, 2, 3, 0].split(|n| *n == 0).map(|s| s.to_vec()).collect::<Vec<_>>());
    println!("{} {} {}", v.starts_with(&[1]), [1, 2, 3].ends_with(&[3]), [1, 2].contains(&2));
    println!("{:?} {:?}", [[1, 2], [3, 4]].concat(), [[1], [2]].join(&0));
    println!("{:?} {:?}", [3; 2].repeat(2), ["a", "b"].map(|s| s.len()));
    let mut f = [0; 5];
    f.fill(7);
    f[1..4].fill_with(Default::default);
    f.copy_within(3.., 0);
    println!("{f:?}");
    f[..2].clone_from_slice(&[8, 9]);
    println!("{f:?} {:?}", f.iter().max());
    if let [a, .., b] = &mut f[..] {
        std::mem::swap(a, b);
    }
    println!("{f:?} {:?}", f.to_vec().into_boxed_slice());
    println!("{:?} {:?}", f.iter().copied().min(), f.as_slice().len());
    let mut grid = vec![vec!['.'; 5]; 3];
    grid[1][2] = '#';
    for row in &mut grid {
        row[4] = '|';
    }
    for row in &grid {
        println!("{}", row.iter().collect::<String>());
    }
    let mut names = ["b", "a", "c"];
    names.sort_unstable();
    println!("{names:?} {:?}", names.binary_search(&"c"));
    let nested: &[&[u8]] = &[&[1], b"ab"];
    println!("{} {:?}", nested[1][0], &nested[1][..1]);
    let mut s = [6, 5, 4, 3, 2, 1];
    let (_, mid, _) = s.select_nth_unstable(2);
    println!("{mid} {:?}", &[1, 2, 3][3..]);
    println!("{:?}", s.first_chunk::<2>().is_some());
    println!("{:?}", [1.5, 0.5].iter().cloned().fold(f64::NEG_INFINITY, f64::max));
}
