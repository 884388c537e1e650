// A box argument may be freed in its call; a strong protector would forbid it.
//@ revisions: weak strong unprotected tree-weak tree-strong
//@ flags[strong]: --model-option box_protector=strong
//@ flags[unprotected]: --model-option box_protector=none
//@ flags[tree-weak]: --aliasing tree
//@ flags[tree-strong]: --aliasing tree --model-option box_protector=strong
fn callee(argument: Box<i32>) {
    drop(argument); //~[strong,tree-strong] ERROR aliasing: protected
}

fn main() {
    callee(Box::new(1));
}
