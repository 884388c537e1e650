// A raw pointer after a use of the reference it came from: the post has a Raw at the bottom of every stack, the first
// implementation has not.
//@ revisions: stacked-2018 unique-id stacked-2018-impl stacked-barriers timestamp noalias
fn main() {
    let mut value = 1;
    let reference = &mut value;
    let raw = reference as *mut i32;
    *reference = 2;
    unsafe { *raw = 3 } //~[stacked-2018-impl,stacked-barriers] ERROR aliasing: not on the stack
}
