//@ flags: --no-validation
// Moving the value about looks at nothing.
fn main() {
    let x = 0xD800u32;
    let c = unsafe { *(&raw const x).cast::<char>() };
    let d = (c, 1);
    assert_eq!(unsafe { *(&raw const d.0).cast::<u32>() }, x);
}
