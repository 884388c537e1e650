fn main() {
    println!("{}", sample_package::describe());
}
