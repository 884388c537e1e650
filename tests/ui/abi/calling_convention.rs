extern "C" fn f() {}
fn main() {
    let g: fn() = unsafe { std::mem::transmute(f as extern "C" fn()) };
    g(); //~ ERROR abi
}
