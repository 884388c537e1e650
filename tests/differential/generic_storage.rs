// trait generic methods, iterator impl Trait returning, dyn with generics
use std::collections::BTreeMap;
use std::fmt::Debug;
trait Storage {
    type Key: Ord + Clone + Debug;
    type Val;
    fn put(&mut self, k: Self::Key, v: Self::Val) -> Option<Self::Val>;
    fn each<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a Self::Key, &'a Self::Val)> + 'a>;
}
#[derive(Default)]
struct Mem<K, V>(BTreeMap<K, V>);
impl<K: Ord + Clone + Debug, V> Storage for Mem<K, V> {
    type Key = K;
    type Val = V;
    fn put(&mut self, k: K, v: V) -> Option<V> {
        self.0.insert(k, v)
    }
    fn each<'a>(&'a self) -> Box<dyn Iterator<Item = (&'a K, &'a V)> + 'a> {
        Box::new(self.0.iter())
    }
}
fn fill<S: Storage<Val = usize>>(s: &mut S, keys: impl IntoIterator<Item = S::Key>) -> usize {
    let mut dup = 0;
    for (i, k) in keys.into_iter().enumerate() {
        dup += s.put(k, i).is_some() as usize;
    }
    dup
}
fn evens<'a>(v: &'a [i32]) -> impl Iterator<Item = &'a i32> + Clone + 'a {
    v.iter().filter(|n| *n % 2 == 0)
}
fn pipeline<T, U, V>(fs: (impl Fn(T) -> U, impl Fn(U) -> V)) -> impl Fn(T) -> V {
    let (f, g) = fs;
    move |t| g(f(t))
}
struct Tree {
    kids: Vec<Tree>,
    v: i32,
}
impl Tree {
    fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Tree, usize), d: usize) {
        f(self, d);
        for k in &self.kids {
            k.walk(f, d + 1);
        }
    }
    fn iter(&self) -> Box<dyn Iterator<Item = i32> + '_> {
        Box::new(std::iter::once(self.v).chain(self.kids.iter().flat_map(|k| k.iter())))
    }
}
fn main() {
    let mut m = Mem::default();
    println!("{} {:?}", fill(&mut m, ["b", "a", "b"]), m.each().collect::<Vec<_>>());
    let v = [1, 2, 4];
    let e = evens(&v);
    println!("{:?} {}", e.clone().collect::<Vec<_>>(), e.sum::<i32>());
    println!("{}", pipeline((|x: i32| x as f64 * 1.5, |y: f64| format!("{y:.1}")))(3));
    let t = Tree {
        v: 1,
        kids: vec![
            Tree {
                v: 2,
                kids: vec![Tree { v: 3, kids: vec![] }],
            },
            Tree { v: 4, kids: vec![] },
        ],
    };
    let mut out = vec![];
    t.walk(&mut |n, d| out.push((n.v, d)), 0);
    println!("{out:?} {:?}", t.iter().collect::<Vec<_>>());
}
