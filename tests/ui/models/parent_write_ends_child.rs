// The older mutable reference is used, then the younger.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id timestamp noalias
fn main() {
    let mut value = 1;
    let older = &mut value;
    let raw = older as *mut i32;
    let younger = unsafe { &mut *raw };
    *older = 2;
    *younger = 3; //~[stacked-2018,unique-id,stacked-2018-impl,stacked-barriers] ERROR aliasing: not on the stack
    //~[timestamp]^ ERROR aliasing: written through another pointer
}
