// Bytes may be copied through `MaybeUninit<u8>` whatever they are, pointers included. Expect: ok.
use std::mem::MaybeUninit;

fn main() {
    let mut target = 7;
    let pointer: *mut i32 = &mut target;
    let mut copy = MaybeUninit::<*mut i32>::uninit();
    unsafe {
        let from = &raw const pointer as *const MaybeUninit<u8>;
        let to = copy.as_mut_ptr() as *mut MaybeUninit<u8>;
        for i in 0..std::mem::size_of::<*mut i32>() {
            *to.add(i) = *from.add(i);
        }
        *copy.assume_init() += 1;
    }
    println!("{target}");
}
