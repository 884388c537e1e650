// MaybeUninit, ManuallyDrop, unions, transmute, bytes of values.
use std::mem::{self, ManuallyDrop, MaybeUninit};

struct ArrayVec<T, const N: usize> {
    items: [MaybeUninit<T>; N],
    len: usize,
}

impl<T, const N: usize> ArrayVec<T, N> {
    fn new() -> Self {
        ArrayVec { items: [const { MaybeUninit::uninit() }; N], len: 0 }
    }
    fn push(&mut self, t: T) -> Result<(), T> {
        match self.items.get_mut(self.len) {
            Some(slot) => {
                slot.write(t);
                self.len += 1;
                Ok(())
            }
            None => Err(t),
        }
    }
    fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        Some(unsafe { self.items[self.len].assume_init_read() })
    }
    fn as_slice(&self) -> &[T] {
        unsafe { std::slice::from_raw_parts(self.items.as_ptr().cast(), self.len) }
    }
}
impl<T, const N: usize> Drop for ArrayVec<T, N> {
    fn drop(&mut self) {
        for i in 0..self.len {
            unsafe { self.items[i].assume_init_drop() };
        }
    }
}

struct Tell(u8);
impl Drop for Tell {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

#[repr(C)]
union IntOrFloat {
    i: u32,
    f: f32,
    bytes: [u8; 4],
}

#[repr(C)]
#[derive(Clone, Copy)]
union Slot {
    small: u8,
    pair: (u16, u16),
}

union Owned {
    text: ManuallyDrop<String>,
    number: u64,
}

#[repr(u8)]
#[derive(Debug, Clone, Copy, PartialEq)]
enum Color {
    Red = 1,
    Green = 2,
}

fn color(n: u8) -> Option<Color> {
    matches!(n, 1 | 2).then(|| unsafe { mem::transmute::<u8, Color>(n) })
}

fn main() {
    let mut a = ArrayVec::<Tell, 3>::new();
    for i in 0..4 {
        if let Err(t) = a.push(Tell(i)) {
            println!("full at {}", t.0);
        }
    }
    println!("{:?}", a.as_slice().iter().map(|t| t.0).collect::<Vec<_>>());
    println!("popped {}", a.pop().unwrap().0);
    drop(a);
    let mut u = IntOrFloat { f: 1.0 };
    unsafe {
        println!("{:#x} {:?}", u.i, u.bytes);
        u.bytes[3] = 0x40;
        println!("{}", u.f);
        match u {
            IntOrFloat { i: 0 } => println!("zero"),
            IntOrFloat { i } => println!("bits {i}"),
        }
    }
    let mut s = Slot { pair: (0x1234, 7) };
    s.small = 0xff;
    println!("{:#x}", unsafe { s.pair.0 });
    let mut o = Owned { text: ManuallyDrop::new("text".to_string()) };
    unsafe {
        (*o.text).push('!');
        println!("{}", o.text.as_str());
        ManuallyDrop::drop(&mut o.text);
    }
    o.number = 5;
    println!("{}", unsafe { o.number });
    let x: [u8; 4] = unsafe { mem::transmute(0x0102_0304u32) };
    println!("{x:?} {:?} {:?}", color(2), color(3));
    let f: fn(i32) -> i32 = |x| x + 1;
    let g = f as *const ();
    println!("{}", !g.is_null() && unsafe { mem::transmute::<*const (), fn(i32) -> i32>(g) }(4) == 5);
    let r: &'static str = unsafe { mem::transmute::<&[u8], &str>(b"bytes") };
    println!("{r}");
    let mut m = MaybeUninit::<[u16; 4]>::uninit();
    for i in 0..4 {
        unsafe { m.as_mut_ptr().cast::<u16>().add(i).write(i as u16 * 3) };
    }
    println!("{:?}", unsafe { m.assume_init() });
    let z: (u32, bool) = unsafe { MaybeUninit::zeroed().assume_init() };
    println!("{z:?} {}", unsafe { mem::zeroed::<i64>() });
    let md = ManuallyDrop::new(Tell(77));
    println!("{}", md.0);
    let t = ManuallyDrop::into_inner(md);
    println!("{}", mem::replace(&mut { t }, Tell(78)).0);
    let mut v = vec![1, 2];
    let old = mem::take(&mut v);
    println!("{v:?} {old:?} {}", mem::discriminant(&Some(1)) == mem::discriminant(&Some(2)));
    println!("{}", mem::needs_drop::<Tell>() && !mem::needs_drop::<u8>());
    let c: char = unsafe { mem::transmute(0x1F980u32) };
    println!("{c} {:?}", unsafe { mem::transmute::<u8, Option<bool>>(2) });
    let p = unsafe { mem::transmute::<Option<&u8>, usize>(None) };
    println!("{p}");
}
