// An uncaught panic drops what is alive and ends with code 101.
struct Guard(&'static str);
impl Drop for Guard {
    fn drop(&mut self) {
        println!("guard {} {}", self.0, std::thread::panicking());
    }
}

fn checked(v: &[u32], i: usize) -> u32 {
    let _g = Guard("checked");
    v[i]
}

fn main() {
    let _outer = Guard("outer");
    let v = vec![1, 2, 3];
    let _second = Guard("second");
    println!("{}", checked(&v, 2));
    let sum: u32 = (0..5).map(|i| checked(&v, i)).sum();
    println!("not reached {sum}");
}
