fn f(_: u32, _: u32) {}
fn main() {
    let g: fn(u32) = unsafe { std::mem::transmute(f as fn(u32, u32)) };
    g(1); //~ ERROR abi
}
