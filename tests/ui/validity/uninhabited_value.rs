enum Void {}
fn main() {
    let _v: Void = unsafe { std::mem::transmute(()) }; //~ ERROR uninhabited
}
