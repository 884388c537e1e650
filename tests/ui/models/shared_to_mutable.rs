// A shared reference transmuted to a mutable one and only read.
//@ revisions: stacked-2018 unique-id stacked-2018-impl stacked-barriers timestamp noalias
//@ flags: --no-validation
#![allow(mutable_transmutes)]
fn main() {
    let value = 1;
    let mutable: &mut i32 = unsafe { std::mem::transmute(&value) }; //~[stacked-2018] ERROR aliasing: not on the stack
    //~[unique-id]^ ERROR aliasing: is a shared reference
    //~[stacked-2018-impl,stacked-barriers]^^ ERROR aliasing: tag of a shared one
    assert_eq!(*mutable, 1);
}
