fn main() {
    nowhere::f(); //~ E0433
}
