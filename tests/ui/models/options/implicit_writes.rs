// A `&mut` argument that is never written.
//@ flags: --aliasing tree
//@ revisions: off on flag
//@ flags[on]: --model-option implicit_writes=on
//@ flags[flag]: --tree-implicit-writes
fn callee(_argument: &mut i32, alias: *const i32) -> i32 {
    unsafe { *alias } //~[on,flag] ERROR aliasing: protected
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(unsafe { &mut *alias }, alias);
}
