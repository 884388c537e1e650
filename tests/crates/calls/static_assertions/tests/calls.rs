// The crate's macros are checks of the compiler: each that holds must be accepted.
#[macro_use]
extern crate static_assertions;

trait Shape {
    fn area(&self) -> u32;
}
struct Square(u32);
impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

const FIVE: usize = 5;
const_assert!(FIVE > 4);
const_assert_eq!(FIVE, 5);
const_assert_ne!(FIVE, 6);
assert_eq_size!(u32, i32, [u8; 4]);
assert_eq_size!(usize, *const u8);
assert_eq_align!(u64, i64);
assert_impl_all!(u8: Send, Sync, Copy);
assert_impl_all!(String: Clone, Send);
assert_impl_any!(Square: Clone, Shape);
assert_impl_one!(Square: Clone, Shape);
assert_not_impl_all!(*const u8: Send, Sync);
assert_not_impl_any!(std::rc::Rc<u8>: Send, Sync);
assert_obj_safe!(Shape);
assert_type_eq_all!(u8, u8);
assert_type_ne_all!(u8, u16, u32);
assert_fields!(std::ops::Range<u32>: start, end);
assert_trait_sub_all!(Copy: Clone);
assert_trait_super_all!(Clone: Copy);
assert_cfg!(unix);

#[test]
fn sizes_of_places_and_values() {
    let x = 1u32;
    let y = Square(2);
    assert_eq_size_val!(x, y);
    assert_eq_size_ptr!(&x, &y.0);
    assert_eq!(y.area(), 4);
}
