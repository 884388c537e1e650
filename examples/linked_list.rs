// A singly linked list on raw pointers, done right. Expect: ok.
struct Node<T> {
    value: T,
    next: *mut Node<T>,
}
struct List<T> {
    head: *mut Node<T>,
}
impl<T> List<T> {
    fn new() -> Self {
        List { head: std::ptr::null_mut() }
    }
    fn push(&mut self, value: T) {
        self.head = Box::into_raw(Box::new(Node { value, next: self.head }));
    }
    fn pop(&mut self) -> Option<T> {
        if self.head.is_null() {
            return None;
        }
        let node = unsafe { Box::from_raw(self.head) };
        self.head = node.next;
        Some(node.value)
    }
}
impl<T> Drop for List<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

fn main() {
    let mut list = List::new();
    for word in ["one", "two", "three"] {
        list.push(String::from(word));
    }
    println!("{:?} {:?}", list.pop(), list.pop());
}
