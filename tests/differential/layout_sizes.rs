// Sizes and alignments of many types: niches, representations, wide pointers, closures.
use std::cell::{Cell, RefCell, UnsafeCell};
use std::mem::{align_of, size_of, size_of_val, ManuallyDrop, MaybeUninit};
use std::num::{NonZeroI128, NonZeroU32, NonZeroU8};
use std::ptr::NonNull;
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicBool, AtomicU64};

enum Void {}
enum One {
    A,
}
enum Two {
    A,
    B,
}
enum Data {
    A(u8, u32),
    B(u16),
}
enum NestedFlag {
    Inner(bool),
    X,
    Y,
}
enum HasRef<'a> {
    R(&'a u8),
    N,
}
enum BigTag {
    A = 0,
    B = 1000,
}
enum Negative {
    A = -1,
    B = 127,
}
enum WithVoid {
    Never(Void, u64),
    Some(u32),
}
enum Multi {
    A(u32, bool),
    B(u32),
    C,
}
enum Strs {
    A(String),
    B(Vec<u8>),
    C(Box<str>),
}
#[repr(u8)]
enum U8 {
    A,
    B,
}
#[repr(C)]
enum CEnum {
    A,
}
#[repr(u16)]
enum U16Data {
    A(u64),
    B,
}
#[repr(C, u8)]
enum CU8 {
    A(u32),
    B(u8),
}
#[repr(C)]
struct C {
    a: u8,
    b: u64,
    c: u16,
}
struct Reordered {
    a: u8,
    b: u64,
    c: u16,
}
#[repr(C, packed)]
struct Packed {
    a: u8,
    b: u64,
}
#[repr(C, packed(2))]
struct Packed2 {
    a: u8,
    b: u64,
}
#[repr(align(16))]
struct Align16(u8);
#[repr(transparent)]
struct Transparent(NonNull<u8>);
union Un {
    a: u8,
    b: [u16; 3],
}
struct Unsized {
    _n: u8,
    _tail: [u16],
}
struct Generic<T>(T, u8);

trait Tr {}

macro_rules! show {
    ($($t:ty),* $(,)?) => { $( println!("{} {} {}", stringify!($t), size_of::<$t>(), align_of::<$t>()); )* };
}

fn main() {
    show!(u8, i16, u32, u64, i128, u128, usize, f32, f64, bool, char, ());
    show!((u8, u16), (u8, u32, u8), (u8, (u8, u32)), [u16; 5], [u64; 0], [(u8, u16); 3]);
    show!(&u8, &mut [u8], &str, Box<u64>, Box<[u8]>, Box<dyn Tr>, *const u8, *const [u8], *const dyn Tr, &dyn Tr, &Unsized);
    show!(fn(), fn(u8) -> u64, unsafe extern "C" fn(), NonNull<u8>, Rc<u8>, Weak<str>, String, Vec<u64>);
    show!(Option<u8>, Option<u64>, Option<&u8>, Option<Box<u8>>, Option<fn()>, Option<NonNull<u32>>, Option<&str>, Option<Box<dyn Tr>>);
    show!(Option<bool>, Option<Option<bool>>, Option<Option<Option<bool>>>, Option<char>, Option<Option<char>>, Option<()>, Option<*const u8>);
    show!(Option<NonZeroU8>, Option<NonZeroU32>, Option<NonZeroI128>, Option<String>, Option<Vec<u8>>, Option<Rc<u8>>);
    show!(Result<u32, ()>, Result<(), ()>, Result<u8, u64>, Result<u8, Void>, Result<Void, Void>, Result<&u8, ()>, Result<Box<u8>, Box<u8>>, Result<bool, bool>);
    show!(Void, One, Two, Data, NestedFlag, HasRef, BigTag, Negative, WithVoid, Multi, Strs);
    show!(Option<One>, Option<Two>, Option<Data>, Option<NestedFlag>, Option<HasRef>, Option<Multi>, Option<Strs>, Option<Option<HasRef>>);
    show!(U8, Option<U8>, CEnum, U16Data, CU8, C, Reordered, Packed, Packed2, Align16, Option<Align16>, Transparent, Option<Transparent>, Un, Option<Un>);
    show!(Generic<u32>, Generic<[u8; 3]>, Generic<Option<NonZeroU32>>, Option<Generic<bool>>);
    show!(Cell<bool>, Option<Cell<bool>>, UnsafeCell<&u8>, Option<UnsafeCell<&u8>>, RefCell<u8>, AtomicBool, AtomicU64);
    show!(MaybeUninit<bool>, Option<MaybeUninit<bool>>, ManuallyDrop<bool>, Option<ManuallyDrop<bool>>);
    show!(std::cmp::Ordering, Option<std::cmp::Ordering>, std::ops::Range<u8>, std::ops::RangeInclusive<u8>, std::marker::PhantomData<u64>);
    let (n, s, r) = (5u8, String::new(), &mut 3u16);
    let none = || ();
    let by_ref = || n;
    let by_move = move || n;
    let owns = move || s.len();
    let two = || {
        *r += 1;
        n
    };
    println!("{} {} {} {} {}", size_of_val(&none), size_of_val(&by_ref), size_of_val(&by_move), size_of_val(&owns), size_of_val(&two));
    println!("{} {} {}", size_of_val("hello"), size_of_val(&[1u16, 2][..]), size_of_val::<dyn std::fmt::Debug>(&7u64));
    println!("{} {}", std::mem::align_of_val::<[u32]>(&[]), std::mem::align_of_val::<dyn std::fmt::Debug>(&1u16));
    println!("{} {}", size_of_val(&main), size_of_val(&(main as fn())));
    println!("{}", std::mem::offset_of!(C, b) + std::mem::offset_of!(C, c) * 100);
    println!("{:?}", unsafe { std::mem::transmute::<Option<bool>, u8>(Some(true)) });
    println!("{:?}", unsafe { std::mem::transmute::<Option<NonZeroU8>, u8>(None) });
}
