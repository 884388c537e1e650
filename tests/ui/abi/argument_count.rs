fn f(_: u32, _: u32) {} //~ ERROR abi
fn main() {
    let g: fn(u32) = unsafe { std::mem::transmute(f as fn(u32, u32)) };
    g(1);
}
