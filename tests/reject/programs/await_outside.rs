fn main() {
    std::future::ready(1).await; //~ E0728
}
