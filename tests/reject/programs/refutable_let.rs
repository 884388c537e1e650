fn main() {
    let Some(x) = Some(1); //~ E0005
}
