pub fn volume() -> u32 {
    if cfg!(feature = "quiet") {
        1
    } else if cfg!(feature = "loud") && !cfg!(test) {
        11
    } else {
        5
    }
}
