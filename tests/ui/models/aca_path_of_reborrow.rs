//@ revisions: aca tree
// A reborrow asserts the pointers that it goes through for as long as it lives.
fn foo(x: &mut Option<&mut u32>) -> u32 {
    unsafe {
        let x_ptr: *mut Option<&mut u32> = x;
        let t = &mut *x;
        let inner: &mut u32 = match t {
            &mut Some(ref mut inner) => &mut **inner,
            None => return 0,
        };
        *x_ptr = None; //~[aca] ERROR aliasing: nothing derived from it permits this
        *inner
    }
}

fn main() {
    let mut v = 5;
    let mut o = Some(&mut v);
    println!("{}", foo(&mut o));
}
