// Hand-written Box, Rc and a copy-on-write pointer over NonNull; unsized inner values; drop counts.
use std::alloc::{alloc, dealloc, Layout};
use std::cell::Cell;
use std::fmt::{self, Debug, Display};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

struct MyBox<T: ?Sized>(NonNull<T>);

impl<T> MyBox<T> {
    fn new(t: T) -> Self {
        let layout = Layout::for_value(&t);
        assert!(layout.size() > 0);
        unsafe {
            let p = alloc(layout).cast::<T>();
            p.write(t);
            MyBox(NonNull::new_unchecked(p))
        }
    }
    fn into_inner(self) -> T {
        let this = std::mem::ManuallyDrop::new(self);
        unsafe {
            let t = this.0.as_ptr().read();
            dealloc(this.0.as_ptr().cast(), Layout::new::<T>());
            t
        }
    }
    fn unsize_debug(self) -> MyBox<dyn Debug>
    where
        T: Debug + 'static,
    {
        let p = std::mem::ManuallyDrop::new(self).0;
        MyBox(p as NonNull<dyn Debug>)
    }
}
impl<T: ?Sized> Drop for MyBox<T> {
    fn drop(&mut self) {
        unsafe {
            let layout = Layout::for_value(self.0.as_ref());
            std::ptr::drop_in_place(self.0.as_ptr());
            dealloc(self.0.as_ptr() as *mut u8, layout);
        }
    }
}
impl<T: ?Sized> Deref for MyBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { self.0.as_ref() }
    }
}
impl<T: ?Sized> DerefMut for MyBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { self.0.as_mut() }
    }
}

struct RcInner<T> {
    count: Cell<usize>,
    value: T,
}
struct MyRc<T> {
    inner: NonNull<RcInner<T>>,
}
impl<T> MyRc<T> {
    fn new(value: T) -> Self {
        MyRc { inner: Box::leak(Box::new(RcInner { count: Cell::new(1), value })).into() }
    }
    fn count(this: &Self) -> usize {
        unsafe { this.inner.as_ref() }.count.get()
    }
    fn make_mut(this: &mut Self) -> &mut T
    where
        T: Clone,
    {
        if MyRc::count(this) > 1 {
            *this = MyRc::new((**this).clone());
        }
        unsafe { &mut this.inner.as_mut().value }
    }
}
impl<T> Clone for MyRc<T> {
    fn clone(&self) -> Self {
        let c = &unsafe { self.inner.as_ref() }.count;
        c.set(c.get() + 1);
        MyRc { inner: self.inner }
    }
}
impl<T> Deref for MyRc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &self.inner.as_ref().value }
    }
}
impl<T> Drop for MyRc<T> {
    fn drop(&mut self) {
        let left = MyRc::count(self) - 1;
        unsafe {
            self.inner.as_ref().count.set(left);
            if left == 0 {
                drop(Box::from_raw(self.inner.as_ptr()));
            }
        }
    }
}
impl<T: Display> Display for MyRc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&**self, f)
    }
}

#[derive(Clone, Debug)]
struct Loud {
    name: String,
}
fn loud(s: &str) -> Loud {
    Loud { name: s.to_string() }
}
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.name);
    }
}

struct Guard<'a, F: FnMut(&str)> {
    name: &'a str,
    action: F,
}
impl<'a, F: FnMut(&str)> Drop for Guard<'a, F> {
    fn drop(&mut self) {
        (self.action)(self.name)
    }
}

fn takes_str(s: &str) -> usize {
    s.len()
}

fn main() {
    let mut b = MyBox::new(loud("one"));
    b.name.push_str("+");
    println!("{} {}", b.name, takes_str(&b.name));
    let inner = b.into_inner();
    println!("{}", inner.name);
    let d: MyBox<dyn Debug> = MyBox::new(loud("two")).unsize_debug();
    println!("{:?}", &*d);
    drop(d);
    let a = MyRc::new(loud("three"));
    let mut c = a.clone();
    println!("{} {}", MyRc::count(&a), a.name);
    MyRc::make_mut(&mut c).name += "!";
    println!("{} {} {} {}", a.name, c.name, MyRc::count(&a), MyRc::count(&c));
    drop(a);
    let n = MyRc::new(7i32);
    println!("{n:>4} {}", n.pow(2));
    let text = MyBox::new(String::from("deref"));
    println!("{} {}", takes_str(&text), text.to_uppercase());
    let mut log = Vec::new();
    {
        let mut g = Guard { name: "guard", action: |s| log.push(s.to_string()) };
        (g.action)("early");
    }
    println!("{log:?}");
}
