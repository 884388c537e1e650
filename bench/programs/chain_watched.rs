// A chain of 10^4 nested shared reborrows in calls; at each level the owner reads too, and the end is used.
fn descend(owner: *const u32, r: &u32, depth: u32) -> u32 {
    if depth == 0 {
        *r
    } else {
        let seen = unsafe { *owner };
        descend(owner, &*r, depth - 1) + seen - *r
    }
}

fn main() {
    let x = 1u32;
    println!("{}", descend(&raw const x, &x, 10_000));
}
