// Each turn of a loop has its own variable.
fn main() {
    let mut last: Option<*const u8> = None;
    for i in 0..2u8 {
        let x = i;
        if let Some(p) = last {
            let _y = unsafe { *p }; //~ ERROR use-after-free
        }
        last = Some(&raw const x);
    }
}
