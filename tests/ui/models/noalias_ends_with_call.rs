// The scope is the call: afterwards the reference and its alias may be mixed.
//@ revisions: noalias
fn callee(reference: &mut i32) -> &mut i32 {
    *reference = 1;
    reference
}

fn main() {
    let mut value = 0;
    let raw = &raw mut value;
    let returned = callee(unsafe { &mut *raw });
    unsafe { *raw = 2 };
    *returned = 3;
    assert_eq!(unsafe { *raw }, 3);
}
