fn f() {
    self.x; //~ E0424
}
fn main() {}
