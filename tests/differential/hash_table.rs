// A hand-written open-addressing table, a string interner and a cache; std's HashMap with sorted output.
use std::collections::{BTreeSet, HashMap, HashSet};

struct Table<V> {
    slots: Vec<Slot<V>>,
    used: usize,
}
#[derive(Clone)]
enum Slot<V> {
    Empty,
    Deleted,
    Full { key: String, value: V },
}

fn fnv(s: &str) -> u64 {
    s.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

impl<V: Clone> Table<V> {
    fn new() -> Self {
        Table { slots: vec![Slot::Empty; 4], used: 0 }
    }
    fn probe(&self, key: &str) -> Result<usize, usize> {
        let n = self.slots.len();
        let start = fnv(key) as usize % n;
        let mut free = None;
        for i in (0..n).map(|i| (start + i) % n) {
            match &self.slots[i] {
                Slot::Full { key: k, .. } if k == key => return Ok(i),
                Slot::Full { .. } => {}
                Slot::Deleted => {
                    free.get_or_insert(i);
                }
                Slot::Empty => return Err(free.unwrap_or(i)),
            }
        }
        Err(free.expect("a free slot"))
    }
    fn insert(&mut self, key: &str, value: V) -> Option<V> {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        match self.probe(key) {
            Ok(i) => match std::mem::replace(&mut self.slots[i], Slot::Full { key: key.into(), value }) {
                Slot::Full { value, .. } => Some(value),
                Slot::Empty | Slot::Deleted => unreachable!(),
            },
            Err(i) => {
                self.slots[i] = Slot::Full { key: key.to_owned(), value };
                self.used += 1;
                None
            }
        }
    }
    fn grow(&mut self) {
        let n = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Slot::Empty; n]);
        self.used = 0;
        for s in old {
            if let Slot::Full { key, value } = s {
                self.insert(&key, value);
            }
        }
    }
    fn get(&self, key: &str) -> Option<&V> {
        match &self.slots[self.probe(key).ok()?] {
            Slot::Full { value, .. } => Some(value),
            _ => None,
        }
    }
    fn remove(&mut self, key: &str) -> bool {
        let Ok(i) = self.probe(key) else { return false };
        self.slots[i] = Slot::Deleted;
        self.used -= 1;
        true
    }
}

#[derive(Default)]
struct Interner {
    names: Vec<String>,
    ids: HashMap<String, usize>,
}
impl Interner {
    fn intern(&mut self, s: &str) -> usize {
        if let Some(&id) = self.ids.get(s) {
            return id;
        }
        let id = self.names.len();
        self.names.push(s.to_string());
        self.ids.insert(s.to_string(), id);
        id
    }
}

fn main() {
    let mut t = Table::new();
    for (i, w) in "alpha beta gamma delta epsilon zeta alpha".split(' ').enumerate() {
        if let Some(old) = t.insert(w, i) {
            println!("{w} was {old}");
        }
    }
    println!("{} {} {:?} {:?}", t.used, t.slots.len(), t.get("zeta"), t.get("eta"));
    println!("{} {} {:?}", t.remove("beta"), t.remove("beta"), t.get("beta"));
    t.insert("omega", 99);
    println!("{:?} {:?} {:016x}", t.get("omega"), t.get("alpha"), fnv("alpha"));
    let mut int = Interner::default();
    println!("{:?}", ["x", "y", "x", "z", "y"].map(|s| int.intern(s)));
    println!("{:?}", int.names);
    let mut m: HashMap<char, usize> = HashMap::new();
    for c in "hello world".chars().filter(|c| c.is_alphabetic()) {
        *m.entry(c).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = m.iter().map(|(c, n)| (*n, *c)).collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    println!("{counts:?} {}", m.len());
    println!("{:?}", m.get(&'l'));
    println!("{:?}", m.remove(&'l'));
    println!("{}", m.contains_key(&'l'));
    let (a, b): (HashSet<i32>, HashSet<i32>) = ((1..6).collect(), (4..9).collect());
    let mut both: Vec<_> = a.intersection(&b).copied().collect();
    both.sort();
    println!("{both:?} {}", a.union(&b).count());
    let s: BTreeSet<_> = b.difference(&a).collect();
    println!("{s:?} {:?} {:?}", s.first(), s.iter().next_back());
}
