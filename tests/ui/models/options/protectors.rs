// A write behind an argument that is not used again.
//@ revisions: on off tree-on tree-off
//@ flags[off]: --model-option protectors=off
//@ flags[tree-on]: --aliasing tree
//@ flags[tree-off]: --aliasing tree --model-option protectors=off
fn callee(argument: &mut i32, alias: *mut i32) {
    *argument = 1;
    unsafe { *alias = 2 } //~[on,tree-on] ERROR aliasing: protected
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(unsafe { &mut *alias }, alias);
}
