// The vector API, also with elements that are dropped.
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

#[derive(Debug, Clone, PartialEq)]
struct Item(i32);
impl Drop for Item {
    fn drop(&mut self) {
        if self.0 >= 100 {
            println!("drop {}", self.0);
        }
    }
}

fn main() {
    let mut v: Vec<i32> = Vec::with_capacity(8);
    println!("{} {}", v.capacity() >= 8, v.is_empty());
    v.extend([5, 3, 3, 8, 1, 8]);
    v.extend_from_slice(&[9, 9, 9]);
    v.dedup();
    println!("{v:?}");
    v.insert(1, 100);
    println!("{} {} {:?}", v.remove(0), v.swap_remove(1), v);
    println!("{:?} {:?}", v.drain(1..3).collect::<Vec<_>>(), v);
    v.append(&mut vec![4, 6, 7, 2]);
    v.retain(|n| n % 2 == 0);
    println!("{v:?} {:?} {:?}", v.first(), v.last());
    let tail = v.split_off(2);
    println!("{v:?} {tail:?}");
    v.resize(5, -1);
    v.truncate(4);
    println!("{v:?} {}", v.len());
    v.retain_mut(|n| {
        *n += 1;
        *n != 0
    });
    println!("{v:?}");
    v.clear();
    println!("{v:?} {:?}", v.pop());
    v = (1..=9).rev().collect();
    v.sort_unstable_by_key(|n| (n % 3, *n));
    println!("{v:?}");
    v.sort_by(|a, b| b.cmp(a));
    println!("{v:?} {}", v.contains(&4));
    v.sort();
    println!("{:?} {:?}", v.binary_search(&4), v.binary_search(&40));
    println!("{:?}", v.binary_search_by_key(&10, |n| n * 2));
    println!("{} {:?}", v.partition_point(|n| *n < 6), v.iter().rev().step_by(4).collect::<Vec<_>>());
    let mut words = vec!["delta", "Alpha", "charlie", "bravo"];
    words.sort_by_key(|w| w.to_lowercase());
    println!("{words:?} {}", words.join("-"));
    words.dedup_by_key(|w| w.len());
    println!("{words:?}");
    words.splice(1..2, ["x", "y"]);
    println!("{words:?}");
    let mut items: Vec<Item> = (98..104).map(Item).collect();
    items.truncate(5);
    let moved = items.remove(2);
    println!("moved {}", moved.0);
    items.drain(..2);
    println!("{items:?}");
    items[0] = Item(200);
    for i in items.into_iter().take(1) {
        println!("took {}", i.0);
    }
    println!("end of items");
    println!("{:?} {:?}", vec![1; 3], vec![vec![0; 2]; 2]);
    println!("{:?}", [vec![1], vec![2, 3]].concat());
    println!("{:?} {:?}", Vec::from([1, 2]), Vec::from("ab"));
    println!("{:?}", <[i32; 2]>::try_from(vec![7, 8]));
    println!("{} {}", vec![1, 2] == [1, 2], vec![1, 2] < vec![1, 3]);
    let mut d: VecDeque<i32> = (1..4).collect();
    d.push_front(0);
    d.rotate_left(2);
    d.push_back(10);
    println!("{d:?} {:?} {:?} {}", d.front(), d.back(), d[1]);
    println!("{:?} {:?}", d.pop_front(), d.iter().rev().collect::<Vec<_>>());
    let mut h = BinaryHeap::from(vec![3, 1, 4, 1, 5]);
    h.push(9);
    println!("{:?} {:?}", h.pop(), h.peek());
    println!("{:?}", h.into_sorted_vec());
    let mut m = BTreeMap::new();
    for w in ["one", "two", "three", "two", "one", "two"] {
        *m.entry(w).or_insert(0) += 1;
    }
    println!("{m:?} {:?}", m.get("two"));
    println!("{:?}", m.remove("one"));
    println!("{:?} {:?}", m.keys().collect::<Vec<_>>(), m.range("tw"..).next());
    println!("{:?}", m.iter().map(|(k, n)| k.len() * n).sum::<usize>());
}
