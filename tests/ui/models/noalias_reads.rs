// Nobody writes: any number of noalias parameters may overlap.
//@ revisions: noalias
fn callee(first: &mut i32, second: &mut i32, alias: *const i32) -> i32 {
    *first + *second + unsafe { *alias }
}

fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    assert_eq!(callee(unsafe { &mut *raw }, unsafe { &mut *raw }, raw), 3);
}
