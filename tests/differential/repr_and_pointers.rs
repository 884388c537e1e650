// repr(C), packed and align; pointer arithmetic, casts, copies, slices of raw parts.
use std::ptr::{self, addr_of, addr_of_mut};

#[repr(C)]
#[derive(Debug, Clone, Copy)]
struct Header {
    tag: u8,
    len: u32,
    flags: u16,
}

#[repr(C, packed)]
#[derive(Clone, Copy)]
struct Packed {
    tag: u8,
    len: u32,
    wide: u64,
}

#[repr(C, align(32))]
struct Aligned([u8; 5]);

#[repr(transparent)]
struct Id(u64);

fn offsets() {
    println!("{} {} {}", std::mem::offset_of!(Header, tag), std::mem::offset_of!(Header, len), std::mem::offset_of!(Header, flags));
    println!("{} {}", std::mem::size_of::<Header>(), std::mem::align_of::<Header>());
    println!("{} {}", std::mem::size_of::<Packed>(), std::mem::align_of::<Packed>());
    println!("{} {}", std::mem::size_of::<Aligned>(), std::mem::align_of_val(&Aligned([0; 5])));
    let mut p = Packed { tag: 1, len: 0xdead_beef, wide: 7 };
    let len = addr_of!(p.len);
    unsafe {
        println!("{:#x}", len.read_unaligned());
        addr_of_mut!(p.wide).write_unaligned(0x0102_0304_0506_0708);
    }
    p.len += 1;
    let wide = p.wide;
    println!("{:#x} {:#x}", { p.len }, wide);
    let bytes = unsafe { std::slice::from_raw_parts(&p as *const Packed as *const u8, 13) };
    println!("{bytes:?}");
    let a = Aligned([9; 5]);
    println!("{} {}", (&a as *const Aligned as usize) % 32, a.0[4]);
    println!("{}", unsafe { *(&Id(12) as *const Id as *const u64) });
}

fn arithmetic() {
    let mut data = [10u32, 20, 30, 40, 50];
    let p = data.as_mut_ptr();
    unsafe {
        let q = p.add(3);
        println!("{} {} {}", *q, *q.sub(1), q.offset_from(p));
        *p.offset(1) += 1;
        ptr::swap(p, p.add(4));
        ptr::copy(p, p.add(1), 3);
        println!("{:?}", std::slice::from_raw_parts(p, 5));
        ptr::copy_nonoverlapping(p.add(3), p, 2);
        p.add(2).write(99);
        println!("{} {}", p.read(), ptr::replace(p.add(2), 7));
        ptr::write_bytes(p.add(4), 0xff, 1);
        let (left, right) = std::slice::from_raw_parts_mut(p, 5).split_at_mut(2);
        left[0] = right[2];
        println!("{left:?} {right:?}");
        println!("{}", *(p.cast::<u8>().add(4)));
        println!("{:?}", *(p as *const [u32; 2]));
    }
    let end = data.as_ptr_range();
    println!("{} {}", unsafe { end.end.offset_from(end.start) }, end.start < end.end);
    println!("{} {}", p.wrapping_add(100).wrapping_sub(99) == p.wrapping_add(1), p.is_null());
}

fn swap_slices(v: &mut [i32], a: usize, b: usize) {
    assert!(a < v.len() && b < v.len());
    let p = v.as_mut_ptr();
    unsafe { ptr::swap(p.add(a), p.add(b)) }
}

fn insertion_sort<T: PartialOrd>(v: &mut [T]) {
    for i in 1..v.len() {
        unsafe {
            let tmp = std::mem::ManuallyDrop::new(ptr::read(&v[i]));
            let mut j = i;
            let p = v.as_mut_ptr();
            while j > 0 && *p.add(j - 1) > *tmp {
                ptr::copy_nonoverlapping(p.add(j - 1), p.add(j), 1);
                j -= 1;
            }
            ptr::copy_nonoverlapping(&*tmp as *const T, p.add(j), 1);
        }
    }
}

fn main() {
    offsets();
    arithmetic();
    let mut v = [1, 2, 3];
    swap_slices(&mut v, 0, 2);
    let mut words = ["pear", "fig", "apple", "kiwi"].map(String::from);
    insertion_sort(&mut words);
    println!("{v:?} {words:?}");
    let s: *const [i32] = ptr::slice_from_raw_parts(v.as_ptr(), 2);
    println!("{} {:?}", s.len(), unsafe { &*s });
    let fat: *const dyn std::fmt::Debug = &5i32;
    println!("{:?} {}", unsafe { &*fat }, ptr::addr_eq(fat, fat as *const ()));
    println!("{} {:?}", ptr::null::<u8>().is_null(), unsafe { ptr::null::<u8>().as_ref() });
    println!("{}", ptr::eq(&v[0], v.as_ptr()));
    println!("{}", ptr::NonNull::<u64>::dangling().as_ptr() as usize);
    let b = Box::new(5u8);
    let raw = Box::into_raw(b);
    unsafe {
        *raw *= 2;
        println!("{}", Box::from_raw(raw));
    }
    let addr = &v[1] as *const i32 as usize;
    println!("{}", unsafe { *(addr as *const i32) });
    println!("{}", v.as_ptr().map_addr_low_bits());
}

trait LowBits {
    fn map_addr_low_bits(self) -> usize;
}
impl<T> LowBits for *const T {
    fn map_addr_low_bits(self) -> usize {
        self as usize % std::mem::align_of::<T>()
    }
}
