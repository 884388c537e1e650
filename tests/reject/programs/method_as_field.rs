struct S;
impl S { fn m(&self) {} }
fn main() {
    let x = S.m; //~ E0615
}
