// Rc, Weak, RefCell, Cell: trees, observers, shared mutation, cycles broken by Weak.
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

struct Node {
    name: String,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
    visits: Cell<u32>,
}

impl Node {
    fn new(name: &str) -> Rc<Node> {
        Rc::new(Node { name: name.to_string(), parent: RefCell::new(Weak::new()), children: RefCell::new(vec![]), visits: Cell::new(0) })
    }
    fn add(self: &Rc<Self>, child: Rc<Node>) {
        *child.parent.borrow_mut() = Rc::downgrade(self);
        self.children.borrow_mut().push(child);
    }
    fn path(&self) -> String {
        self.visits.set(self.visits.get() + 1);
        match self.parent.borrow().upgrade() {
            Some(p) => p.path() + "/" + &self.name,
            None => self.name.clone(),
        }
    }
    fn total_visits(&self) -> u32 {
        self.visits.get() + self.children.borrow().iter().map(|c| c.total_visits()).sum::<u32>()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        println!("drop {}", self.name);
    }
}

trait Observer {
    fn notify(&self, event: &str);
}
struct Logger {
    prefix: &'static str,
    log: Rc<RefCell<Vec<String>>>,
}
impl Observer for Logger {
    fn notify(&self, event: &str) {
        self.log.borrow_mut().push(format!("{}{}", self.prefix, event));
    }
}
#[derive(Default)]
struct Subject {
    observers: Vec<Weak<dyn Observer>>,
}
impl Subject {
    fn fire(&mut self, event: &str) -> usize {
        self.observers.retain(|o| o.upgrade().is_some());
        for o in self.observers.iter().filter_map(Weak::upgrade) {
            o.notify(event);
        }
        self.observers.len()
    }
}

enum List {
    Cons(i32, Rc<List>),
    Nil,
}
use List::*;
fn sum(l: &List) -> i32 {
    match l {
        Cons(n, rest) => n + sum(rest),
        Nil => 0,
    }
}

fn main() {
    let root = Node::new("root");
    let a = Node::new("a");
    root.add(a.clone());
    a.add(Node::new("leaf"));
    root.add(Node::new("b"));
    println!("{} {}", a.path(), a.children.borrow()[0].path());
    println!("{} {} {}", Rc::strong_count(&a), Rc::weak_count(&a), Rc::weak_count(&root));
    println!("{}", root.total_visits());
    drop(root);
    println!("a is alone: {} {}", a.path(), a.parent.borrow().upgrade().is_none());
    drop(a);
    let log = Rc::new(RefCell::new(vec![]));
    let one: Rc<dyn Observer> = Rc::new(Logger { prefix: "1:", log: Rc::clone(&log) });
    let two: Rc<dyn Observer> = Rc::new(Logger { prefix: "2:", log: log.clone() });
    let mut subject = Subject::default();
    subject.observers.push(Rc::downgrade(&one));
    subject.observers.push(Rc::downgrade(&two));
    println!("{}", subject.fire("start"));
    drop(one);
    println!("{} {:?}", subject.fire("end"), log.borrow());
    let tail = Rc::new(Cons(5, Rc::new(Nil)));
    let (x, y) = (Cons(1, tail.clone()), Cons(10, tail.clone()));
    println!("{} {} {}", sum(&x), sum(&y), Rc::strong_count(&tail));
    let mut cow = Rc::new(vec![1, 2]);
    let snapshot = Rc::clone(&cow);
    Rc::make_mut(&mut cow).push(3);
    println!("{cow:?} {snapshot:?} {}", Rc::ptr_eq(&cow, &snapshot));
    println!("{:?} {:?}", Rc::try_unwrap(cow), Rc::get_mut(&mut Rc::new(4)));
    let cell = RefCell::new(5);
    {
        let r1 = cell.borrow();
        println!("{} {} {}", *r1, cell.try_borrow().is_ok(), cell.try_borrow_mut().is_err());
    }
    *cell.borrow_mut() += 1;
    println!("{} {} {:?}", cell.replace(9), cell.take(), cell);
    let c = Cell::new(1);
    let (r, s) = (&c, &c);
    r.set(2);
    println!("{} {} {}", s.replace(3), c.get(), c.take());
    let once = OnceCell::new();
    println!("{} {:?} {}", once.get_or_init(|| 7), once.set(8), once.get().unwrap());
    let text: Rc<str> = "shared".into();
    let nums: Rc<[i32]> = Rc::from(vec![1, 2, 3]);
    println!("{text} {} {:?}", text.len(), nums);
    let w = { let r = Rc::new(1); Rc::downgrade(&r) };
    println!("{:?} {}", w.upgrade(), w.strong_count());
    let me = Rc::new_cyclic(|weak: &Weak<(i32, Weak<()>)>| (weak.strong_count() as i32, Weak::new()));
    println!("{}", me.0);
}
