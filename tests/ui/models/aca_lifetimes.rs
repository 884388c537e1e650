//@ revisions: static liveness angelic
//@ flags[static]: --aliasing aca --model-option aca_lifetimes=static
//@ flags[liveness]: --aliasing aca --model-option aca_lifetimes=liveness
//@ flags[angelic]: --aliasing aca --model-option aca_lifetimes=angelic
// How long a reference lives decides what conflicts with it: until its call returns, by its uses, or as short as it may.
struct Guard<'a>(&'a mut i32);
impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}

fn main() {
    let mut place = 0;
    let raw = &raw mut place;
    unsafe {
        let g = Guard(&mut *raw);
        *g.0 = 1;
        *raw = 2; //~[static, liveness] ERROR aliasing: nothing derived from it permits this
        drop(g);
    }
}
