#[repr(u8)]
#[derive(Clone, Copy)]
#[allow(dead_code)]
enum E {
    A = 1,
    B = 4,
}
fn main() {
    let ok: E = unsafe { std::mem::transmute(4u8) };
    assert_eq!(ok as u8, 4);
    let _bad: E = unsafe { std::mem::transmute(2u8) }; //~ ERROR validity
}
