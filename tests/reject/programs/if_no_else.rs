fn main() {
    let x: i32 = if true { 1 }; //~ E0317
}
