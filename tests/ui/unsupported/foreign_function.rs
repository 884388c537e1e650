extern "C" {
    fn something_that_nobody_defines() -> i32;
}
fn main() {
    unsafe { something_that_nobody_defines() }; //~ ERROR unsupported
}
