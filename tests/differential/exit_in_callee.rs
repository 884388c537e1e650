// `process::exit` runs no destructors and keeps the code.
struct Loud;
impl Drop for Loud {
    fn drop(&mut self) {
        println!("never printed");
    }
}

fn finish(code: i32) -> ! {
    let _l = Loud;
    println!("leaving with {code}");
    std::process::exit(code)
}

fn main() {
    let _l = Loud;
    let v: Vec<i32> = (1..=6).collect();
    let n = match v.iter().find(|n| **n * **n > 20) {
        Some(n) => *n,
        None => finish(1),
    };
    println!("found {n}");
    if v.len() > 3 {
        finish(n + 30);
    }
    println!("not reached");
}
