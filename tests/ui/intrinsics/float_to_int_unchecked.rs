fn main() {
    assert_eq!(unsafe { 2.5f32.to_int_unchecked::<u8>() }, 2);
    let _x = unsafe { 256f32.to_int_unchecked::<u8>() }; //~ ERROR intrinsic
}
