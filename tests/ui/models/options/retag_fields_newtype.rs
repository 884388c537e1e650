// A reference in a newtype travels in a register: retagged with `all` and `scalar`, not with `none`.
//@ revisions: all scalar bare shallow
//@ flags[scalar]: --model-option retag_fields=scalar
//@ flags[bare]: --model-option retag_fields=none
//@ flags[shallow]: --model-option shallow_retag=on
struct Newtype<'a>(&'a mut i32);

fn callee(newtype: Newtype, alias: *mut i32) {
    *newtype.0 = 1;
    unsafe { *alias = 2 } //~[all,scalar] ERROR aliasing: protected
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    callee(Newtype(unsafe { &mut *alias }), alias);
}
