fn main() {
    let v: &[u8] = &[];
    match v { //~ E0004
        [] => {}
        [a] => {}
    }
}
