//@ revisions: strict relaxed
//@ flags[strict]: --aliasing contracts
//@ flags[relaxed]: --aliasing contracts --model-option contracts_unsafe=relaxed
// Relaxed: a function with unsafe code acquires its arguments at entry and gives them up at once.
fn callee(p: *mut i32) {
    unsafe { *p = 2 }; //~[strict] ERROR aliasing: write-locked by another call
}

fn demo(x: &mut i32) -> i32 {
    let raw = x as *mut i32;
    let again = unsafe { &mut *raw };
    callee(raw);
    *again
}

fn main() {
    println!("{}", demo(&mut 1));
}
