// Slab/arena with indices, intrusive raw tree, UnsafeCell, NonNull, custom allocator-like bump
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::mem::*;
use std::ptr::NonNull;
struct Bump {
    buf: UnsafeCell<[MaybeUninit<u64>; 32]>,
    used: Cell<usize>,
}
impl Bump {
    fn new() -> Self {
        Bump {
            buf: UnsafeCell::new([MaybeUninit::uninit(); 32]),
            used: Cell::new(0),
        }
    }
    fn alloc<T: Copy>(&self, t: T) -> &mut T {
        let base = self.buf.get() as *mut u8;
        let at = (self.used.get() + align_of::<T>() - 1) & !(align_of::<T>() - 1);
        assert!(at + size_of::<T>() <= 256, "full");
        self.used.set(at + size_of::<T>());
        unsafe {
            let p = base.add(at).cast::<T>();
            p.write(t);
            &mut *p
        }
    }
    fn slice<T: Copy>(&self, s: &[T]) -> &mut [T] {
        let first = s
            .iter()
            .map(|t| self.alloc(*t) as *mut T)
            .collect::<Vec<_>>()
            .first()
            .copied()
            .unwrap_or(NonNull::dangling().as_ptr());
        let start = self.used.get() - s.len() * size_of::<T>();
        let _ = first;
        unsafe { std::slice::from_raw_parts_mut((self.buf.get() as *mut u8).add(start).cast(), s.len()) }
    }
}
struct Slab<T> {
    items: Vec<Entry<T>>,
    free: Option<usize>,
    gen: u32,
}
enum Entry<T> {
    Used(u32, T),
    Free(Option<usize>),
}
#[derive(Clone, Copy, PartialEq, Debug)]
struct Id {
    at: usize,
    gen: u32,
}
impl<T> Slab<T> {
    fn new() -> Self {
        Slab {
            items: vec![],
            free: None,
            gen: 0,
        }
    }
    fn add(&mut self, t: T) -> Id {
        self.gen += 1;
        let gen = self.gen;
        let at = match self.free {
            Some(at) => {
                let Entry::Free(next) = replace(&mut self.items[at], Entry::Used(gen, t)) else {
                    unreachable!()
                };
                self.free = next;
                at
            }
            None => {
                self.items.push(Entry::Used(gen, t));
                self.items.len() - 1
            }
        };
        Id { at, gen }
    }
    fn get(&self, id: Id) -> Option<&T> {
        match self.items.get(id.at)? {
            Entry::Used(g, t) if *g == id.gen => Some(t),
            _ => None,
        }
    }
    fn remove(&mut self, id: Id) -> Option<T> {
        self.get(id)?;
        match replace(&mut self.items[id.at], Entry::Free(self.free.take())) {
            Entry::Used(_, t) => {
                self.free = Some(id.at);
                Some(t)
            }
            Entry::Free(_) => None,
        }
    }
}
struct Node<'a> {
    v: i32,
    parent: Cell<Option<&'a Node<'a>>>,
    kids: std::cell::RefCell<Vec<&'a Node<'a>>>,
}
struct Tree<T> {
    root: Option<NonNull<N<T>>>,
    _p: PhantomData<Box<N<T>>>,
}
struct N<T> {
    v: T,
    up: Option<NonNull<N<T>>>,
    down: [Option<NonNull<N<T>>>; 2],
}
impl<T: Ord> Tree<T> {
    fn insert(&mut self, v: T) {
        let (mut at, mut up, mut side) = (self.root, None, 0);
        while let Some(n) = at {
            let r = unsafe { n.as_ref() };
            side = (v > r.v) as usize;
            up = Some(n);
            at = r.down[side];
        }
        let new = NonNull::from(Box::leak(Box::new(N { v, up, down: [None; 2] })));
        match up {
            Some(mut u) => unsafe { u.as_mut().down[side] = Some(new) },
            None => self.root = Some(new),
        }
    }
    fn first(&self) -> Option<NonNull<N<T>>> {
        let mut at = self.root?;
        while let Some(l) = unsafe { at.as_ref().down[0] } {
            at = l;
        }
        Some(at)
    }
    fn each(&self, mut f: impl FnMut(&T)) {
        let mut at = self.first();
        while let Some(n) = at {
            let r = unsafe { n.as_ref() };
            f(&r.v);
            at = match r.down[1] {
                Some(mut m) => {
                    while let Some(l) = unsafe { m.as_ref().down[0] } {
                        m = l;
                    }
                    Some(m)
                }
                None => {
                    let (mut c, mut u) = (n, r.up);
                    while let Some(p) = u {
                        if unsafe { p.as_ref().down[0] } == Some(c) {
                            break;
                        }
                        c = p;
                        u = unsafe { p.as_ref().up };
                    }
                    u
                }
            };
        }
    }
}
impl<T> Drop for Tree<T> {
    fn drop(&mut self) {
        fn go<T>(n: Option<NonNull<N<T>>>) {
            if let Some(n) = n {
                let b = unsafe { Box::from_raw(n.as_ptr()) };
                go(b.down[0]);
                go(b.down[1]);
            }
        }
        go(self.root.take())
    }
}
fn main() {
    let b = Bump::new();
    let x = b.alloc(1u8);
    let y = b.alloc(2u64);
    *x += 1;
    *y += 1;
    let s = b.slice(&[1u16, 2, 3]);
    s[1] = 9;
    println!("{x} {y} {s:?} {}", b.used.get());
    let mut s = Slab::new();
    let (a, c) = (s.add("a"), s.add("c"));
    println!("{:?} {:?}", s.remove(a), s.get(a));
    let d = s.add("d");
    println!("{:?} {:?} {:?}", d, s.get(a), s.get(c));
    println!("{:?}", s.remove(d));
    let root = Node {
        v: 1,
        parent: Cell::new(None),
        kids: Default::default(),
    };
    let kid = Node {
        v: 2,
        parent: Cell::new(None),
        kids: Default::default(),
    };
    kid.parent.set(Some(&root));
    root.kids.borrow_mut().push(&kid);
    println!("{} {}", kid.parent.get().unwrap().v, root.kids.borrow()[0].v);
    let mut t = Tree {
        root: None,
        _p: PhantomData,
    };
    for v in [5, 2, 8, 1, 3, 9, 7] {
        t.insert(v.to_string());
    }
    let mut out = vec![];
    t.each(|v| out.push(v.clone()));
    println!("{out:?}");
}
