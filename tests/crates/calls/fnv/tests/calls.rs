use fnv::{FnvBuildHasher, FnvHashMap, FnvHashSet, FnvHasher};
use std::hash::{BuildHasher, Hash, Hasher};

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

// Values of the reference implementation, FNV-1a 64.
#[test]
fn known_hashes() {
    assert_eq!(hash_of(b""), 0xcbf29ce484222325);
    assert_eq!(hash_of(b"a"), 0xaf63dc4c8601ec8c);
    assert_eq!(hash_of(b"b"), 0xaf63df4c8601f1a5);
    assert_eq!(hash_of(b"foobar"), 0x85944171f73967e8);
    assert_eq!(hash_of(b"fo"), 0x08985907b541d342);
}

#[test]
fn keys_and_parts() {
    let mut whole = FnvHasher::with_key(0xcbf29ce484222325);
    whole.write(b"foo");
    whole.write(b"bar");
    assert_eq!(whole.finish(), hash_of(b"foobar"));
    assert_ne!(FnvHasher::with_key(1).finish(), FnvHasher::default().finish());
    let build = FnvBuildHasher::default();
    let mut by_trait = build.build_hasher();
    3u32.hash(&mut by_trait);
    assert_eq!(by_trait.finish(), hash_of(&3u32.to_ne_bytes()));
}

#[test]
fn maps() {
    let mut map: FnvHashMap<&str, i32> = FnvHashMap::default();
    assert!(map.is_empty());
    assert_eq!(map.insert("one", 1), None);
    assert_eq!(map.insert("two", 2), None);
    assert_eq!(map.insert("one", 10), Some(1));
    assert_eq!(map.get("one"), Some(&10));
    assert_eq!(map["two"], 2);
    *map.entry("three").or_insert(0) += 3;
    assert_eq!(map.len(), 3);
    assert_eq!(map.remove("two"), Some(2));
    let mut keys: Vec<_> = map.keys().copied().collect();
    keys.sort();
    assert_eq!(keys, ["one", "three"]);
    let copy = FnvHashMap::with_capacity_and_hasher(10, FnvBuildHasher::default());
    let copy = map.iter().fold(copy, |mut m, (k, v)| {
        m.insert(*k, *v);
        m
    });
    assert_eq!(copy, map);
}

#[test]
fn sets() {
    let mut set = FnvHashSet::default();
    assert!(set.insert(1));
    assert!(set.insert(2));
    assert!(!set.insert(1));
    let other: FnvHashSet<i32> = [2, 3].into_iter().collect();
    let both: Vec<_> = set.intersection(&other).copied().collect();
    assert_eq!(both, [2]);
    assert_eq!(set.union(&other).count(), 3);
    assert!(set.remove(&2));
    assert!(set.contains(&1));
    set.clear();
    assert!(set.is_empty());
}
