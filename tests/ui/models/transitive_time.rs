// A reference that is loaded through a shared one inherits its time: what it points to must not have been written since.
//@ revisions: timestamp stacked none
struct Node<'a> {
    next: &'a i32,
}

fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let node = Node { next: unsafe { &*raw } };
    let root = &node;
    unsafe { *raw = 2 };
    let _copy = *root.next; //~[timestamp] ERROR aliasing: written after
    //~[stacked]^ ERROR aliasing
}
