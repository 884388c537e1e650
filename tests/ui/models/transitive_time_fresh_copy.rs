// The stored reference was taken before the write, but it is loaded through a shared reference that is younger.
//@ revisions: timestamp stacked
struct Node<'a> {
    next: &'a i32,
}

fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let node = Node { next: unsafe { &*raw } };
    unsafe { *raw = 2 };
    let root = &node;
    assert_eq!(*root.next, 2); //~[stacked] ERROR aliasing
}
