// A write behind an argument that is not used again: seen when the argument is accessed once more at the end.
//@ flags: --aliasing timestamp
//@ revisions: off on
//@ flags[on]: --model-option timestamp_protect=on
fn callee(argument: &mut i32, alias: *mut i32) { //~[on] ERROR aliasing: written through another pointer
    *argument = 1;
    unsafe { *alias = 2 }
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(unsafe { &mut *alias }, alias);
}
