// Reading behind a box ends it, unless a box is a raw pointer.
//@ revisions: on off tree-on tree-off
//@ flags[off]: --model-option box_unique=off
//@ flags[tree-on]: --aliasing tree
//@ flags[tree-off]: --aliasing tree --model-option box_unique=off
fn main() {
    let raw = Box::into_raw(Box::new(1));
    let mut owner = unsafe { Box::from_raw(raw) };
    unsafe { *raw = 2 };
    *owner = 3; //~[on,tree-on] ERROR aliasing
    std::mem::forget(owner);
    drop(unsafe { Box::from_raw(raw) });
}
