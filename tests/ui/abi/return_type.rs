fn f() -> u32 { //~ ERROR abi
    1
}
fn main() {
    let g: fn() = unsafe { std::mem::transmute(f as fn() -> u32) };
    g();
}
