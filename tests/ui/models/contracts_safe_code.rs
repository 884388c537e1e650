//@ revisions: contracts aca
// Safe programs keep their contracts: regions end where the borrow checker lets the next borrow begin.
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

struct List<'a> {
    value: &'a mut i32,
    next: Option<Box<List<'a>>>,
}

fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}
fn first<'a>(v: &'a mut Vec<i32>, _other: &i32) -> &'a mut i32 {
    &mut v[0]
}
fn sum(list: &mut List<'_>) -> i32 {
    let mut total = 0;
    let mut now = Some(list);
    while let Some(node) = now {
        *node.value += 1;
        total += *node.value;
        now = node.next.as_deref_mut();
    }
    total
}
fn apply(mut f: Box<dyn FnMut(i32) + '_>) {
    f(1);
    f(2);
}

fn main() {
    let mut v = vec![1, 2, 3];
    let len = v.len();
    v.push(len as i32);
    v.push(v.len() as i32);
    *first(&mut v, &7) = 10;
    for x in v.iter_mut() {
        *x += 1;
    }
    let (a, b) = v.split_at_mut(2);
    std::mem::swap(&mut a[0], &mut b[0]);
    v.sort();
    println!("{v:?}");

    let mut count = 0;
    apply(Box::new(|n| count += n));
    let mut add = |n: i32| count += n;
    add(5);
    add(6);
    println!("{count}");

    let (mut x, mut y) = (1, 2);
    let mut list = List { value: &mut x, next: Some(Box::new(List { value: &mut y, next: None })) };
    println!("{} {}", sum(&mut list), sum(&mut list));
    println!("{x} {y}");

    let cell = Cell::new(1);
    let (c1, c2) = (&cell, &cell);
    c1.set(2);
    c2.set(c1.get() + 1);
    let shared = RefCell::new(vec![String::from("a")]);
    shared.borrow_mut().push(String::from("b"));
    let joined = shared.borrow().join("+");
    println!("{} {joined} {}", cell.get(), longest("abc", "de"));

    let mut map: HashMap<String, Vec<i32>> = HashMap::new();
    for (i, w) in ["x", "y", "x"].iter().enumerate() {
        map.entry(w.to_string()).or_default().push(i as i32);
    }
    let mut keys: Vec<_> = map.iter().collect();
    keys.sort();
    println!("{keys:?}");

    let mut slot = Some(Box::new(1));
    let taken = slot.take();
    let old = std::mem::replace(&mut slot, taken);
    println!("{slot:?} {old:?}");
}
