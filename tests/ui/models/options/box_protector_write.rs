// A write behind a box argument that is not used again.
//@ revisions: weak unprotected
//@ flags[unprotected]: --model-option box_protector=none
fn callee(argument: Box<i32>, alias: *mut i32) {
    std::mem::forget(argument);
    unsafe { *alias = 2 } //~[weak] ERROR aliasing: weakly protected
}

fn main() {
    let raw = Box::into_raw(Box::new(1));
    callee(unsafe { Box::from_raw(raw) }, raw);
    drop(unsafe { Box::from_raw(raw) });
}
