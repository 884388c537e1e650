// Two mutable references of one place, used in turn.
//@ flags: --aliasing timestamp
//@ revisions: completed off
//@ flags[off]: --model-option timestamp_mut=off
fn main() {
    let mut value = 0;
    let raw = &raw mut value;
    let first = unsafe { &mut *raw };
    let second = unsafe { &mut *raw };
    *first = 1;
    *second = 2; //~[completed] ERROR aliasing: written through another pointer
    *first = 3;
}
