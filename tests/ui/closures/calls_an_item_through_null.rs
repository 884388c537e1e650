// A function item has no bits, but calling it through a reference goes through the reference.
fn item() {}

fn main() {
    let mut f = &item;
    unsafe { (&raw mut f).cast::<usize>().write(0) };
    f(); //~ ERROR validity: null reference
}
