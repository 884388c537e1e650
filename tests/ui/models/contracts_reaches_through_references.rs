//@ revisions: contracts stacked
// Validity of everything that a type reaches: a dangling reference inside a reference is found.
fn unused(_x: &&i32) {} //~[contracts] ERROR use-after-free: a dangling reference

fn main() {
    let dangling: *const i32 = {
        let b = Box::new(1);
        &*b
    };
    let inner: *const *const i32 = &dangling;
    let f: fn(*const *const i32) = unsafe { std::mem::transmute(unused as fn(&&i32)) };
    f(inner);
    println!("done");
}
