// A write behind a shared reference, which is read afterwards.
//@ revisions: stacked-2018 stacked-2018-impl stacked-barriers unique-id timestamp noalias
fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let shared = unsafe { &*raw };
    unsafe { *raw = 2 };
    let _copy = *shared; //~[stacked-2018,unique-id] ERROR aliasing: not frozen any more
    //~[stacked-2018-impl,stacked-barriers]^ ERROR aliasing: not frozen any more
    //~[timestamp]^^ ERROR aliasing: written after
}
