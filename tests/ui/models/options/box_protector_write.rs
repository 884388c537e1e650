// A write behind a box argument that is not used again.
//@ revisions: weak none
//@ flags[none]: --model-option box_protector=none
fn callee(argument: Box<i32>, alias: *mut i32) {
    unsafe { *alias = 2 } //~[weak] ERROR aliasing: weakly protected
    std::mem::forget(argument);
}

fn main() {
    let raw = Box::into_raw(Box::new(1));
    callee(unsafe { Box::from_raw(raw) }, raw);
    drop(unsafe { Box::from_raw(raw) });
}
