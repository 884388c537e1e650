// A box argument has no barrier; for the back end it is noalias all the same.
//@ revisions: stacked-2018 unique-id stacked-barriers noalias
fn callee(mut argument: Box<i32>, alias: *mut i32) {
    *argument = 1;
    std::mem::forget(argument);
    unsafe { *alias = 2 } //~[noalias] ERROR aliasing: not based on
}

fn main() {
    let raw = Box::into_raw(Box::new(0));
    callee(unsafe { Box::from_raw(raw) }, raw);
    drop(unsafe { Box::from_raw(raw) });
}
