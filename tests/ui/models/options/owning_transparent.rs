// What a box owns, seen through a shared reference to the box.
//@ flags: --aliasing timestamp
//@ revisions: off on
//@ flags[on]: --model-option owning_transparent=on
fn main() {
    let mut owner = Box::new(1);
    let raw = &raw mut *owner;
    let shared = &owner;
    unsafe { *raw = 2 };
    assert_eq!(**shared, 2); //~[on] ERROR aliasing: written after
}
