// The memory of a mutable argument is freed in the call.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id timestamp noalias
fn callee(argument: &mut i32, owner: *mut i32) {
    *argument = 1;
    drop(unsafe { Box::from_raw(owner) }); //~[stacked-2018,unique-id,stacked-barriers] ERROR aliasing: barrier
    //~[noalias]^ ERROR aliasing
}

fn main() {
    let owner = Box::into_raw(Box::new(0));
    callee(unsafe { &mut *owner }, owner);
}
