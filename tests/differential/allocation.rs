// The allocation API: layouts, a hand-written vector, realloc, zeroed memory, Box<[T]>.
use std::alloc::{alloc, alloc_zeroed, dealloc, handle_alloc_error, realloc, Layout};
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};

struct MyVec<T> {
    ptr: NonNull<T>,
    cap: usize,
    len: usize,
}

impl<T> MyVec<T> {
    fn new() -> Self {
        assert!(std::mem::size_of::<T>() != 0);
        MyVec { ptr: NonNull::dangling(), cap: 0, len: 0 }
    }
    fn grow(&mut self) {
        let new_cap = if self.cap == 0 { 1 } else { self.cap * 2 };
        let layout = Layout::array::<T>(new_cap).unwrap();
        let raw = unsafe {
            if self.cap == 0 {
                alloc(layout)
            } else {
                realloc(self.ptr.as_ptr() as *mut u8, Layout::array::<T>(self.cap).unwrap(), layout.size())
            }
        };
        self.ptr = NonNull::new(raw as *mut T).unwrap_or_else(|| handle_alloc_error(layout));
        self.cap = new_cap;
    }
    fn push(&mut self, t: T) {
        if self.len == self.cap {
            self.grow();
        }
        unsafe { self.ptr.as_ptr().add(self.len).write(t) };
        self.len += 1;
    }
    fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { ptr::read(self.ptr.as_ptr().add(self.len)) })
    }
    fn insert(&mut self, at: usize, t: T) {
        assert!(at <= self.len, "out of bounds");
        if self.len == self.cap {
            self.grow();
        }
        unsafe {
            let p = self.ptr.as_ptr().add(at);
            ptr::copy(p, p.add(1), self.len - at);
            p.write(t);
        }
        self.len += 1;
    }
    fn remove(&mut self, at: usize) -> T {
        assert!(at < self.len);
        unsafe {
            self.len -= 1;
            let p = self.ptr.as_ptr().add(at);
            let out = p.read();
            ptr::copy(p.add(1), p, self.len - at);
            out
        }
    }
}

impl<T> Drop for MyVec<T> {
    fn drop(&mut self) {
        if self.cap != 0 {
            while self.pop().is_some() {}
            unsafe { dealloc(self.ptr.as_ptr() as *mut u8, Layout::array::<T>(self.cap).unwrap()) }
        }
    }
}

impl<T> Deref for MyVec<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        unsafe { std::slice::from_raw_parts(self.ptr.as_ptr(), self.len) }
    }
}
impl<T> DerefMut for MyVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        unsafe { std::slice::from_raw_parts_mut(self.ptr.as_ptr(), self.len) }
    }
}

fn main() {
    let mut v = MyVec::new();
    for i in 0..6 {
        v.push(format!("s{i}"));
    }
    v.insert(2, "new".to_string());
    println!("{} {:?}", v.remove(0), v.pop());
    v[0].push('!');
    v.reverse();
    println!("{:?} {} {}", &v[..], v.len, v.cap);
    let layout = Layout::new::<(u8, u64)>();
    println!("{} {}", layout.size(), layout.align());
    let (ext, off) = Layout::new::<u8>().extend(Layout::new::<u32>()).unwrap();
    println!("{} {} {} {}", ext.size(), ext.align(), off, ext.pad_to_align().size());
    println!("{:?} {}", Layout::from_size_align(8, 3).is_err(), Layout::array::<u16>(5).unwrap().size());
    unsafe {
        let l = Layout::from_size_align(64, 64).unwrap();
        let p = alloc_zeroed(l);
        println!("{} {}", p as usize % 64, (0..64).all(|i| *p.add(i) == 0));
        *p.add(63) = 9;
        let q = realloc(p, l, 128);
        println!("{} {}", q as usize % 64, *q.add(63));
        dealloc(q, Layout::from_size_align(128, 64).unwrap());
    }
    let b: Box<[u32]> = vec![1, 2, 3].into_boxed_slice();
    let raw: *mut [u32] = Box::into_raw(b);
    unsafe {
        (*raw)[1] = 20;
        println!("{:?}", Box::from_raw(raw));
    }
    let leaked: &'static mut [u8] = Box::leak(Box::new([1, 2]));
    leaked[0] = 5;
    println!("{leaked:?}");
    drop(unsafe { Box::from_raw(leaked as *mut [u8]) });
    let s: Box<str> = "boxed str".into();
    println!("{} {}", s.len(), s.into_string());
    let mut parts = std::mem::ManuallyDrop::new(vec![7u16, 8]);
    let again = unsafe { Vec::from_raw_parts(parts.as_mut_ptr(), parts.len(), parts.capacity()) };
    println!("{again:?}");
    let z = Box::new(());
    println!("{:?} {}", z, std::mem::size_of_val(&*z));
}
