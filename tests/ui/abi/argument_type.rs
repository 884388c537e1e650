fn f(_: u32) {} //~ ERROR abi
fn main() {
    let g: fn(f32) = unsafe { std::mem::transmute(f as fn(u32)) };
    g(1.0);
}
