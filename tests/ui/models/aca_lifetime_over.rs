//@ revisions: static liveness
//@ flags[static]: --aliasing aca --model-option aca_lifetimes=static
//@ flags[liveness]: --aliasing aca --model-option aca_lifetimes=liveness
// After the last use the raw pointer may write, unless lifetimes last until the call returns.
fn main() {
    let mut place = 0;
    let raw = &raw mut place;
    unsafe {
        let r = &mut *raw;
        *r = 1;
        *raw = 2; //~[static] ERROR aliasing: nothing derived from it permits this
    }
}
