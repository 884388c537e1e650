// A write behind a mutable argument, which is never used again.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id timestamp noalias
fn callee(argument: &mut i32, alias: *mut i32) {
    *argument = 1;
    unsafe { *alias = 2 } //~[stacked-2018,unique-id,stacked-barriers] ERROR aliasing: pop the barrier
    //~[noalias]^ ERROR aliasing: not based on
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(unsafe { &mut *alias }, alias);
}
