//@ revisions: contracts aca
// Arguments are acquired at the entry of a function, used or not. Asserting and conflicting accesses need an access.
fn unused(_x: &mut i32, _y: &mut i32) {} //~[contracts] ERROR aliasing: write-locked by this call already

fn main() {
    let mut x = 0;
    let p: *mut i32 = &mut x;
    let f: fn(*mut i32, *mut i32) = unsafe { std::mem::transmute(unused as fn(&mut i32, &mut i32)) };
    f(p, p);
    println!("{x}");
}
