fn main() {
    let p;
    {
        let x = 5u16;
        p = &raw const x;
    }
    let _y = unsafe { p.read() }; //~ ERROR use-after-free
}
