#[allow(dead_code)]
#[repr(u8)]
enum E {
    Never(std::convert::Infallible),
    Ok,
}
fn main() {
    let ok: E = unsafe { std::mem::transmute(1u8) };
    assert!(matches!(ok, E::Ok));
    let _bad: E = unsafe { std::mem::transmute(0u8) }; //~ ERROR uninhabited
}
