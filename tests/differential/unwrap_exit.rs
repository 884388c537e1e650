// A failing unwrap in a nested call, after some output.
#[derive(Debug)]
struct Problem {
    code: i32,
}

fn step(n: i32) -> Result<i32, Problem> {
    if n > 2 { Err(Problem { code: n }) } else { Ok(n * 2) }
}

fn main() {
    for n in 0.. {
        let r = step(n).unwrap();
        println!("{n} {r}");
    }
}
