// A read through the place itself while a shared reference lives.
//@ flags: --aliasing stacked-2018
//@ revisions: on off
//@ flags[off]: --model-option read_frozen_ok=off
fn main() {
    let value = 1;
    let shared = &value;
    let copy = value;
    assert_eq!(*shared, copy); //~[off] ERROR aliasing: not frozen
}
