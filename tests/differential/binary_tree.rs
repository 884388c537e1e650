// A search tree of boxes: insertion, removal, traversal, iterators with a stack, mapping.
use std::cmp::Ordering;
use std::fmt::Debug;

#[derive(Debug, Clone)]
struct Tree<K, V> {
    root: Link<K, V>,
    len: usize,
}
type Link<K, V> = Option<Box<Node<K, V>>>;

#[derive(Debug, Clone)]
struct Node<K, V> {
    key: K,
    value: V,
    left: Link<K, V>,
    right: Link<K, V>,
}

impl<K: Ord, V> Tree<K, V> {
    fn new() -> Self {
        Tree { root: None, len: 0 }
    }
    fn insert(&mut self, key: K, value: V) -> Option<V> {
        let mut link = &mut self.root;
        while let Some(node) = link {
            match key.cmp(&node.key) {
                Ordering::Less => link = &mut node.left,
                Ordering::Greater => link = &mut node.right,
                Ordering::Equal => return Some(std::mem::replace(&mut node.value, value)),
            }
        }
        *link = Some(Box::new(Node { key, value, left: None, right: None }));
        self.len += 1;
        None
    }
    fn get(&self, key: &K) -> Option<&V> {
        let mut at = self.root.as_deref();
        while let Some(n) = at {
            at = match key.cmp(&n.key) {
                Ordering::Less => n.left.as_deref(),
                Ordering::Greater => n.right.as_deref(),
                Ordering::Equal => return Some(&n.value),
            };
        }
        None
    }
    fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        fn go<'n, K: Ord, V>(link: &'n mut Link<K, V>, key: &K) -> Option<&'n mut V> {
            let node = link.as_mut()?;
            match key.cmp(&node.key) {
                Ordering::Less => go(&mut node.left, key),
                Ordering::Greater => go(&mut node.right, key),
                Ordering::Equal => Some(&mut node.value),
            }
        }
        go(&mut self.root, key)
    }
    fn remove(&mut self, key: &K) -> Option<V> {
        let removed = Self::remove_from(&mut self.root, key);
        self.len -= removed.is_some() as usize;
        removed
    }
    fn remove_from(link: &mut Link<K, V>, key: &K) -> Option<V> {
        let node = link.as_mut()?;
        match key.cmp(&node.key) {
            Ordering::Less => Self::remove_from(&mut node.left, key),
            Ordering::Greater => Self::remove_from(&mut node.right, key),
            Ordering::Equal => {
                let mut node = link.take()?;
                *link = match (node.left.take(), node.right.take()) {
                    (None, None) => None,
                    (Some(only), None) | (None, Some(only)) => Some(only),
                    (left, Some(right)) => {
                        let mut right = Some(right);
                        let mut min = Self::pop_min(&mut right)?;
                        min.left = left;
                        min.right = right;
                        Some(min)
                    }
                };
                Some(node.value)
            }
        }
    }
    fn pop_min(link: &mut Link<K, V>) -> Option<Box<Node<K, V>>> {
        if link.as_ref()?.left.is_some() {
            Self::pop_min(&mut link.as_mut()?.left)
        } else {
            let mut node = link.take()?;
            *link = node.right.take();
            Some(node)
        }
    }
    fn depth(&self) -> usize {
        fn go<K, V>(l: &Link<K, V>) -> usize {
            l.as_ref().map_or(0, |n| 1 + go(&n.left).max(go(&n.right)))
        }
        go(&self.root)
    }
    fn iter(&self) -> Iter<'_, K, V> {
        let mut it = Iter { stack: vec![] };
        it.push_left(self.root.as_deref());
        it
    }
}

struct Iter<'a, K, V> {
    stack: Vec<&'a Node<K, V>>,
}
impl<'a, K, V> Iter<'a, K, V> {
    fn push_left(&mut self, mut at: Option<&'a Node<K, V>>) {
        while let Some(n) = at {
            self.stack.push(n);
            at = n.left.as_deref();
        }
    }
}
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<Self::Item> {
        let n = self.stack.pop()?;
        self.push_left(n.right.as_deref());
        Some((&n.key, &n.value))
    }
}
impl<K: Ord, V> Extend<(K, V)> for Tree<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, it: I) {
        it.into_iter().for_each(|(k, v)| {
            self.insert(k, v);
        })
    }
}

fn show<K: Debug + Ord, V: Debug>(t: &Tree<K, V>) {
    println!("{} {} {:?}", t.len, t.depth(), t.iter().collect::<Vec<_>>());
}

fn main() {
    let mut t = Tree::new();
    t.extend([5, 2, 8, 1, 9, 3, 7].map(|n| (n, n * n)));
    show(&t);
    println!("{:?} {:?} {:?}", t.insert(3, 0), t.get(&3), t.get(&4));
    *t.get_mut(&9).unwrap() += 1;
    for k in [5, 1, 4, 8] {
        println!("remove {k}: {:?}", t.remove(&k));
    }
    show(&t);
    let copy = t.clone();
    drop(t.root.take());
    println!("{:?} {:?}", copy.iter().map(|(k, _)| k).max(), t.iter().next());
    let mut words = Tree::new();
    for w in "the quick brown fox jumps over the lazy dog the end".split(' ') {
        let n = words.get(&w).copied().unwrap_or(0);
        words.insert(w, n + 1);
    }
    show(&words);
}
