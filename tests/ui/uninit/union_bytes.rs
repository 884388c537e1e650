#[repr(C)]
union U {
    small: u8,
    big: u32,
}
fn main() {
    let u = U { small: 1 };
    assert_eq!(unsafe { u.small }, 1);
    let _x = unsafe { u.big }; //~ ERROR uninit
}
