// A mutable reference looked at as a shared one: by the type nothing was ever frozen; by the tag it is still unique.
//@ flags: --aliasing stacked-2018
//@ revisions: timestamp enum
//@ flags[enum]: --model-option tag_mode=enum
fn main() {
    let mut value = 1;
    let shared: &i32 = unsafe { std::mem::transmute(&mut value) }; //~[timestamp] ERROR aliasing: not frozen
    assert_eq!(*shared, 1);
}
