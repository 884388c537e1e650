//@ revisions: static liveness angelic
//@[static] flags: --aliasing aca --aca-lifetimes static
//@[liveness] flags: --aliasing aca --aca-lifetimes liveness
//@[angelic] flags: --aliasing aca --aca-lifetimes angelic
// How long a reference lives decides what conflicts with it: until its call returns, by its uses, or as short as it may.
struct Guard<'a>(&'a mut i32);
impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}

fn main() {
    let raw = Box::into_raw(Box::new(0));
    unsafe {
        let g = Guard(&mut *raw);
        *g.0 = 1;
        *raw = 2; //~[static, liveness] ERROR aliasing: nothing derived from it permits this
        drop(g);
        drop(Box::from_raw(raw));
    }
}
