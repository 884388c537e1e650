// Derived traits: Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default.
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Key {
    major: u8,
    minor: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Value {
    Nothing,
    Number(i64),
    Text(String),
    Both { key: Key, text: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Plain {
    First,
    #[default]
    Second,
    Third = 10,
}

#[derive(Debug, Default, Clone, PartialEq, PartialOrd)]
struct Generic<T, const N: usize>
where
    T: Copy,
{
    items: Vec<T>,
    last: Option<T>,
    weight: f64,
    tag: Tag<N>,
}

#[derive(Debug, Clone, PartialEq, PartialOrd)]
struct Tag<const N: usize>([u8; N]);
impl<const N: usize> Default for Tag<N> {
    fn default() -> Self {
        Tag([1; N])
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Borrowed<'a>(&'a str, &'a [i32]);

struct CountClones<'a>(&'a std::cell::Cell<u32>);
impl Clone for CountClones<'_> {
    fn clone(&self) -> Self {
        self.0.set(self.0.get() + 1);
        CountClones(self.0)
    }
}
#[derive(Clone)]
struct Several<'a> {
    _a: CountClones<'a>,
    _b: [CountClones<'a>; 2],
    _c: Option<CountClones<'a>>,
}

#[derive(Default)]
struct Recorder(Vec<u8>);
impl Hasher for Recorder {
    fn finish(&self) -> u64 {
        self.0.iter().fold(7, |h, b| h * 31 % 1_000_003 + u64::from(*b))
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

fn hash<T: Hash + ?Sized>(t: &T) -> (usize, u64) {
    let mut r = Recorder::default();
    t.hash(&mut r);
    (r.0.len(), r.finish())
}

fn same<T: Hash>(a: &T, b: &T) -> bool {
    let (mut x, mut y) = (DefaultHasher::new(), DefaultHasher::new());
    a.hash(&mut x);
    b.hash(&mut y);
    x.finish() == y.finish()
}

fn main() {
    let k = Key::default();
    let l = Key { minor: -1, ..k };
    println!("{k:?} {:?} {} {}", l, k > l, k == k.clone());
    println!("{:?} {:?}", k.cmp(&l), k.partial_cmp(&k));
    let mut vs = vec![
        Value::Text("b".into()),
        Value::Both { key: l, text: "z".into() },
        Value::Number(7),
        Value::Text("a".into()),
        Value::Nothing,
        Value::Number(-7),
        Value::Both { key: l, text: "a".into() },
    ];
    vs.sort();
    println!("{vs:?}");
    println!("{} {}", vs[0] == Value::Nothing, vs[1] != vs[2]);
    println!("{:?} {}", Plain::default(), Plain::Third as u8);
    println!("{} {:?}", Plain::First < Plain::Third, Plain::Second.max(Plain::First));
    let g = Generic::<char, 3>::default();
    let mut h = g.clone();
    h.items.push('x');
    h.last = Some('y');
    h.weight = f64::NAN;
    println!("{g:?} {h:?} {} {:?}", g == h, g.partial_cmp(&h));
    println!("{} {:?}", h == h.clone(), h.weight.partial_cmp(&0.0));
    println!("{:?} {} {:?}", Unit, Unit == Unit::default(), Unit.cmp(&Unit));
    let (s, n) = (String::from("str"), [1, 2]);
    let b = Borrowed(&s, &n);
    println!("{:?} {}", b, b.clone() == Borrowed("str", &[1, 2]));
    println!("{}", b < Borrowed("str", &[1, 2, 0]));
    let cell = std::cell::Cell::new(0);
    let sev = Several { _a: CountClones(&cell), _b: [CountClones(&cell), CountClones(&cell)], _c: None };
    let _ = sev.clone();
    println!("{}", cell.get());
    println!("{:?} {:?}", hash(&k), hash(&(1u8, 2u16, 'c')));
    println!("{:?} {:?}", hash(&"text"), hash(&[1u32, 2][..]));
    println!("{} {}", same(&vs[3], &vs[3].clone()), same(&k, &l));
    println!("{:?}", hash(&Some(true)).0 > hash(&None::<bool>).0);
}
