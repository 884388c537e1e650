// Borrowing structs, iterators over borrowed data, higher-ranked functions, reborrows, Cow.
use std::borrow::Cow;

struct Lines<'a> {
    rest: Option<&'a str>,
}
impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines { rest: Some(text) }
    }
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.take()?;
        match text.find('\n') {
            Some(i) => {
                let (line, rest) = text.split_at(i);
                self.rest = Some(&rest[1..]);
                Some(line)
            }
            None => Some(text),
        }
    }
}

fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if b.len() > a.len() { b } else { a }
}

fn split_pair<'a, 'b>(a: &'a mut [i32], b: &'b [i32]) -> (&'a mut i32, &'b i32) {
    (a.first_mut().unwrap(), b.last().unwrap())
}

struct Editor<'t> {
    target: &'t mut Vec<String>,
    undo: Vec<String>,
}
impl<'t> Editor<'t> {
    fn push(&mut self, s: impl Into<String>) -> &mut Self {
        self.target.push(s.into());
        self
    }
    fn pop(&mut self) -> &mut Self {
        self.undo.extend(self.target.pop());
        self
    }
    fn last(&mut self) -> Option<&mut String> {
        self.target.last_mut()
    }
    fn finish(self) -> (&'t mut Vec<String>, Vec<String>) {
        (self.target, self.undo)
    }
}

fn apply_all(words: &[&str], f: &dyn for<'a> Fn(&'a str) -> &'a str) -> Vec<String> {
    words.iter().map(|w| f(w).to_string()).collect()
}

fn pick<F>(text: &str, f: F) -> usize
where
    F: for<'x> FnOnce(&'x str, &'x str) -> &'x str,
{
    let local = String::from("local string");
    f(text, &local).len()
}

fn normalize(s: &str) -> Cow<'_, str> {
    if s.contains(' ') { Cow::Owned(s.replace(' ', "_")) } else { Cow::Borrowed(s) }
}

fn first_or_insert(v: &mut Vec<i32>) -> &mut i32 {
    if v.is_empty() {
        v.push(42);
    }
    &mut v[0]
}

struct Parser<'s> {
    src: &'s str,
}
impl<'s> Parser<'s> {
    fn word(&mut self) -> Option<&'s str> {
        let trimmed = self.src.trim_start();
        if trimmed.is_empty() {
            return None;
        }
        let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let (w, rest) = trimmed.split_at(end);
        self.src = rest;
        Some(w)
    }
}

fn sum_tree<'a>(nodes: &'a [(i32, Vec<usize>)], at: usize, seen: &mut Vec<&'a i32>) -> i32 {
    let (n, kids) = &nodes[at];
    seen.push(n);
    n + kids.iter().map(|&k| sum_tree(nodes, k, seen)).sum::<i32>()
}

fn main() {
    println!("{:?}", Lines::new("a\nbc\n\nd").collect::<Vec<_>>());
    let outer = String::from("long enough");
    let best = {
        let inner = String::from("short");
        longest(&outer, longest(&outer, &inner)).len()
    };
    println!("{best} {}", longest("x", "yy"));
    let (mut xs, ys) = ([1, 2], vec![7, 8]);
    let (x, y) = split_pair(&mut xs, &ys);
    *x += *y;
    println!("{xs:?}");
    let mut lines = vec!["zero".to_string()];
    let mut e = Editor { target: &mut lines, undo: vec![] };
    e.push("one").push(String::from("two")).pop();
    if let Some(l) = e.last() {
        l.insert(0, '*');
    }
    let (t, undo) = e.finish();
    t.push("end".into());
    println!("{undo:?} {lines:?}");
    println!("{:?}", apply_all(&[" a ", "b "], &|s| s.trim()));
    println!("{} {}", pick("tiny", |a, b| longest(a, b)), pick("tiny", |a, _| a));
    for s in ["plain", "with space"] {
        let c = normalize(s);
        println!("{} {}", c, matches!(c, Cow::Borrowed(_)));
    }
    let mut c = normalize("ab");
    c.to_mut().push('c');
    println!("{c}");
    println!("{}", c.into_owned().len());
    let mut v = vec![];
    *first_or_insert(&mut v) += 1;
    let r = &mut v;
    r.push(1);
    {
        let again = &mut *r;
        again.push(2);
    }
    r.push(3);
    println!("{v:?}");
    let text = String::from("  the quick  fox ");
    let mut p = Parser { src: &text };
    let first = p.word();
    let mut rest = vec![];
    while let Some(w) = p.word() {
        rest.push(w);
    }
    println!("{first:?} {rest:?}");
    let nodes = vec![(1, vec![1, 2]), (2, vec![]), (3, vec![3]), (4, vec![])];
    let mut seen = vec![];
    println!("{} {:?}", sum_tree(&nodes, 0, &mut seen), seen);
    let mut matrix = vec![vec![1, 2], vec![3, 4]];
    let (top, bottom) = matrix.split_at_mut(1);
    std::mem::swap(&mut top[0][0], &mut bottom[0][1]);
    for row in matrix.iter_mut().rev() {
        row.iter_mut().for_each(|c| *c *= 2);
    }
    println!("{matrix:?}");
}
