// Iterator adapters, consumers and hand-written iterators.
use std::collections::VecDeque;

struct Fib {
    a: u64,
    b: u64,
}

impl Iterator for Fib {
    type Item = u64;
    fn next(&mut self) -> Option<u64> {
        let r = self.a;
        (self.a, self.b) = (self.b, self.a + self.b);
        Some(r)
    }
}

struct Countdown(u32);
impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0 as usize, Some(self.0 as usize))
    }
}
impl DoubleEndedIterator for Countdown {
    fn next_back(&mut self) -> Option<u32> {
        None
    }
}
impl ExactSizeIterator for Countdown {}

struct Bag(Vec<&'static str>);
impl IntoIterator for Bag {
    type Item = &'static str;
    type IntoIter = std::vec::IntoIter<&'static str>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
impl<'a> IntoIterator for &'a Bag {
    type Item = &'a &'static str;
    type IntoIter = std::slice::Iter<'a, &'static str>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
impl FromIterator<&'static str> for Bag {
    fn from_iter<I: IntoIterator<Item = &'static str>>(it: I) -> Self {
        Bag(it.into_iter().collect())
    }
}

fn main() {
    let v = [5, 3, 8, 1, 9, 2];
    println!("{:?}", v.iter().map(|x| x * 2).filter(|x| x % 3 != 1).collect::<Vec<_>>());
    println!("{:?}", v.iter().zip("abc".chars()).map(|(n, c)| format!("{c}{n}")).collect::<Vec<_>>());
    println!("{:?}", v[..2].iter().chain(&v[4..]).rev().copied().collect::<Vec<i32>>());
    println!("{:?}", v.iter().enumerate().filter(|(i, _)| i % 2 == 1).map(|(_, x)| *x).collect::<Vec<_>>());
    println!("{:?}", Fib { a: 0, b: 1 }.skip(5).step_by(2).take_while(|&n| n < 500).collect::<Vec<_>>());
    println!("{:?}", (1..=3).flat_map(|n| (0..n).map(move |k| n * 10 + k)).collect::<Vec<_>>());
    println!("{:?}", vec![vec![1], vec![], vec![2, 3]].into_iter().flatten().collect::<Vec<_>>());
    println!("{:?}", v.iter().scan(0, |acc, x| { *acc += x; (*acc < 20).then_some(*acc) }).collect::<Vec<_>>());
    println!("{:?}", v.windows(2).map(|w| w[1] - w[0]).collect::<Vec<_>>());
    println!("{:?}", v.chunks(4).map(|c| c.iter().sum::<i32>()).collect::<Vec<_>>());
    println!("{:?} {:?}", v.iter().min_by_key(|x| (**x - 6).abs()), v.iter().max_by(|a, b| (*a % 5).cmp(&(*b % 5))));
    println!("{:?} {:?} {:?}", v.iter().position(|&x| x == 8), v.iter().rposition(|&x| x > 100), v.iter().find(|x| **x > 5));
    println!("{} {} {}", v.iter().any(|&x| x == 1), v.iter().all(|&x| x > 1), v.iter().count());
    println!("{:?} {:?}", v.iter().partition::<Vec<i32>, _>(|x| **x > 4), v.iter().copied().reduce(|a, b| a * 10 + b));
    println!("{:?}", ["a", "b"].iter().cycle().take(5).cloned().collect::<String>());
    println!("{:?}", ["1", "2", "x"].iter().map(|s| s.parse::<i32>()).collect::<Result<Vec<_>, _>>().is_err());
    println!("{:?}", [Some(1), None].into_iter().collect::<Option<Vec<i32>>>());
    println!("{:?}", [Some(1), Some(4)].into_iter().sum::<Option<i32>>());
    println!("{:?}", (1..=5).rev().skip_while(|n| *n > 3).last());
    println!("{:?}", (0..10).map_while(|n| (n < 4).then(|| n * n)).collect::<VecDeque<_>>());
    let (a, b): (Vec<i32>, Vec<char>) = [(1, 'x'), (2, 'y')].into_iter().unzip();
    println!("{a:?} {b:?}");
    let mut it = v.iter().peekable();
    let mut groups = Vec::new();
    while let Some(x) = it.next() {
        if let Some(y) = it.next_if(|y| *y > x) {
            groups.push((x, Some(y)));
        } else {
            groups.push((x, None));
        }
    }
    println!("{groups:?} {:?}", it.peek());
    let mut seen = vec![];
    let n = v.iter().inspect(|x| seen.push(**x)).by_ref().take(2).count();
    println!("{n} {seen:?}");
    let c = Countdown(4);
    println!("{} {:?} {:?}", c.len(), c.size_hint(), c.collect::<Vec<_>>());
    println!("{:?}", Countdown(3).nth(1));
    let bag: Bag = ["q", "w", "e"].into_iter().collect();
    for s in &bag {
        print!("{s}");
    }
    for (i, s) in bag.into_iter().enumerate() {
        print!("{i}{s}");
    }
    println!();
    println!("{:?}", std::iter::successors(Some(1u32), |n| n.checked_mul(10)).last());
    println!("{:?}", std::iter::repeat(7).take(2).chain(std::iter::once(8)).chain(std::iter::empty()).collect::<Vec<_>>());
    let mut state = 1;
    println!("{:?}", std::iter::from_fn(|| { state *= 3; (state < 100).then_some(state) }).collect::<Vec<_>>());
    println!("{:?} {:?}", (1..4).product::<i32>(), (1..=4).fold(String::new(), |s, n| s + &n.to_string()));
    println!("{:?}", (1..4).try_fold(0i8, |a, n| a.checked_add(n * 40)));
    println!("{} {}", [1, 2].iter().lt([1, 3].iter()), (0..3).eq([0, 1, 2]));
    println!("{:?}", (0..20).step_by(6).rev().collect::<Vec<_>>());
    println!("{:?} {:?}", (0..5).len(), ('a'..='e').rev().collect::<String>());
    println!("{:?}", v.iter().max_by(|a, b| a.partial_cmp(b).unwrap()));
    println!("{:?}", [3, 1, 2].iter().is_sorted());
    let mut total = 0;
    (0..3).zip(5..).for_each(|(a, b)| total += a * b);
    println!("{total}");
}
