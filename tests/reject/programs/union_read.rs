union U { a: u8 }
fn main() {
    let u = U { a: 1 };
    let x = u.a; //~ E0133
}
