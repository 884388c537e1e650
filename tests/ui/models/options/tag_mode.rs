// A mutable reference looked at as a shared one: by the type nothing was ever frozen; by the tag it is still unique.
//@ flags: --aliasing stacked-2018
//@ revisions: by-type by-tag
//@ flags[by-tag]: --model-option tag_mode=enum
fn main() {
    let mut value = 1;
    let shared: &i32 = unsafe { std::mem::transmute(&mut value) }; //~[by-type] ERROR aliasing: not frozen
    assert_eq!(*shared, 1);
}
