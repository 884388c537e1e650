// A foreign read after the first write of a mutable reference: no further write.
//@ revisions: timestamp tree
fn main() {
    let mut value = 1;
    let raw = &raw mut value;
    let mutable = unsafe { &mut *raw };
    *mutable = 2;
    let _ = unsafe { *raw };
    *mutable = 3; //~[timestamp] ERROR aliasing: read through another pointer
    //~[tree]^ ERROR aliasing
}
