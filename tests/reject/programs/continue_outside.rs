fn main() {
    continue; //~ E0268
}
