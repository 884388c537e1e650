fn main() {
    let Some(x) = Some(1) else { 2; }; //~ E0308
}
