fn main() {
    let x = 1u32;
    *x; //~ E0614
}
