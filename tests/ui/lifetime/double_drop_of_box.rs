//@ flags: --aliasing none
fn main() {
    let b = Box::new(String::from("x"));
    let copy = unsafe { std::ptr::read(&b) };
    drop(b);
    drop(copy); //~ ERROR use-after-free
}
