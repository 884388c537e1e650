fn main() {
    if std::hint::black_box(true) {
        unsafe { std::hint::unreachable_unchecked() } //~ ERROR unreachable
    }
}
