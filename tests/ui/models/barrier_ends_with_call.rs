// After the call the same write is fine.
//@ revisions: stacked-2018 unique-id stacked-barriers stacked-2018-impl timestamp noalias
fn callee(argument: &mut i32) {
    *argument = 1;
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(unsafe { &mut *alias });
    unsafe { *alias = 2 }
    assert_eq!(value, 2);
}
