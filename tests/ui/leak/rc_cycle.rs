//@ verdict: leak
use std::cell::RefCell;
use std::rc::Rc;
struct Node(RefCell<Option<Rc<Node>>>);
fn main() {
    let a = Rc::new(Node(RefCell::new(None)));
    *a.0.borrow_mut() = Some(a.clone());
}
