// Small simulations: game of life, a random generator, shortest paths, dynamic programming, n queens.
use std::collections::VecDeque;

#[derive(Clone, PartialEq)]
struct Life<const W: usize, const H: usize> {
    cells: [[bool; W]; H],
}
impl<const W: usize, const H: usize> Life<W, H> {
    fn parse(s: &str) -> Self {
        let mut cells = [[false; W]; H];
        for (y, line) in s.lines().enumerate() {
            for (x, c) in line.bytes().enumerate() {
                cells[y][x] = c == b'#';
            }
        }
        Life { cells }
    }
    fn step(&self) -> Self {
        let mut next = self.clone();
        for y in 0..H {
            for x in 0..W {
                let mut n = 0;
                for (dy, dx) in [(0, 1), (1, 0), (1, 1), (0, W - 1), (H - 1, 0), (H - 1, W - 1), (1, W - 1), (H - 1, 1)] {
                    n += self.cells[(y + dy) % H][(x + dx) % W] as u8;
                }
                next.cells[y][x] = matches!((self.cells[y][x], n), (true, 2 | 3) | (false, 3));
            }
        }
        next
    }
    fn show(&self) -> String {
        self.cells.iter().map(|r| r.iter().map(|c| if *c { '#' } else { '.' }).collect::<String>()).collect::<Vec<_>>().join("/")
    }
}

struct Rng(u64);
impl Rng {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    fn shuffle<T>(&mut self, v: &mut [T]) {
        for i in (1..v.len()).rev() {
            let j = self.below(i as u64 + 1) as usize;
            v.swap(i, j);
        }
    }
}

fn bfs(maze: &[&str], from: (usize, usize), to: (usize, usize)) -> Option<usize> {
    let grid: Vec<&[u8]> = maze.iter().map(|s| s.as_bytes()).collect();
    let mut dist = vec![vec![None; grid[0].len()]; grid.len()];
    let mut queue = VecDeque::from([from]);
    dist[from.0][from.1] = Some(0);
    while let Some((r, c)) = queue.pop_front() {
        let d = dist[r][c]?;
        if (r, c) == to {
            return Some(d);
        }
        for (dr, dc) in [(0i32, 1i32), (1, 0), (0, -1), (-1, 0)] {
            let (Ok(nr), Ok(nc)) = (usize::try_from(r as i32 + dr), usize::try_from(c as i32 + dc)) else { continue };
            match grid.get(nr).and_then(|row| row.get(nc)) {
                Some(b'.') if dist[nr][nc].is_none() => {
                    dist[nr][nc] = Some(d + 1);
                    queue.push_back((nr, nc));
                }
                _ => {}
            }
        }
    }
    None
}

fn lcs(a: &str, b: &str) -> String {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut t = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            t[i + 1][j + 1] = if x == y { t[i][j] + 1 } else { t[i][j + 1].max(t[i + 1][j]) };
        }
    }
    let (mut i, mut j, mut out) = (a.len(), b.len(), vec![]);
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            out.push(a[i - 1]);
            (i, j) = (i - 1, j - 1);
        } else if t[i - 1][j] >= t[i][j - 1] {
            i -= 1
        } else {
            j -= 1
        }
    }
    out.iter().rev().collect()
}

fn queens(n: usize, row: usize, placed: &mut Vec<usize>, count: &mut u32) {
    if row == n {
        *count += 1;
        return;
    }
    for col in 0..n {
        if placed.iter().enumerate().all(|(r, &c)| c != col && row - r != c.abs_diff(col)) {
            placed.push(col);
            queens(n, row + 1, placed, count);
            placed.pop();
        }
    }
}

fn permutations<T: Clone>(items: &mut Vec<T>, k: usize, visit: &mut impl FnMut(&[T])) {
    if k == items.len() {
        return visit(items);
    }
    for i in k..items.len() {
        items.swap(k, i);
        permutations(items, k + 1, visit);
        items.swap(k, i);
    }
}

fn main() {
    let mut l = Life::<6, 5>::parse(".#....\n..#...\n###...\n......\n......");
    for _ in 0..4 {
        println!("{}", l.show());
        l = l.step();
    }
    println!("{}", l == l.clone());
    let mut r = Rng(88172645463325252);
    let mut deck: Vec<u8> = (0..10).collect();
    r.shuffle(&mut deck);
    println!("{deck:?} {}", r.below(1000));
    let maze = ["..#..", ".##.#", ".....", "##.#.", "....."];
    println!("{:?} {:?}", bfs(&maze, (0, 0), (4, 4)), bfs(&maze, (0, 0), (0, 3)));
    println!("{:?} {:?}", bfs(&["..", "##", ".."], (0, 0), (2, 0)), bfs(&["."], (0, 0), (0, 0)));
    println!("{} {:?}", lcs("AGGTAB", "GXTXAYB"), lcs("abc", "xyz"));
    let mut count = 0;
    queens(5, 0, &mut vec![], &mut count);
    println!("{count}");
    let mut all = vec![];
    permutations(&mut vec!['a', 'b', 'c'], 0, &mut |p| all.push(p.iter().collect::<String>()));
    println!("{all:?}");
}
