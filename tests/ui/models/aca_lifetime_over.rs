//@ revisions: static liveness
//@ flags[static]: --aliasing aca --model-option aca_lifetimes=static
//@ flags[liveness]: --aliasing aca --model-option aca_lifetimes=liveness
// After the last use the raw pointer may write, unless lifetimes last until the call returns.
fn main() {
    let raw = Box::into_raw(Box::new(0));
    unsafe {
        let r = &mut *raw;
        *r = 1;
        *raw = 2; //~[static] ERROR aliasing: nothing derived from it permits this
        drop(Box::from_raw(raw));
    }
}
