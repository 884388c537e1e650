// Labels, loops with values, blocks, early exits.
fn find_pair(target: i32) -> Option<(i32, i32)> {
    let mut found = None;
    'outer: for a in 1.. {
        for b in a..50 {
            if a * b == target && a != 1 {
                found = Some((a, b));
                break 'outer;
            }
            if a * b > target {
                continue 'outer;
            }
        }
        if a > 50 {
            break;
        }
    }
    found
}

fn collatz(mut n: u64) -> (u32, u64) {
    let mut peak = n;
    let mut steps = 0;
    let result = loop {
        if n == 1 {
            break steps;
        }
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        peak = peak.max(n);
        steps += 1;
    };
    (result, peak)
}

fn labelled_block(x: i32) -> &'static str {
    'check: {
        if x < 0 {
            break 'check "negative";
        }
        if x % 2 == 0 {
            break 'check "even";
        }
        "odd"
    }
}

fn sieve(n: usize) -> Vec<usize> {
    let mut composite = vec![false; n + 1];
    let mut primes = Vec::new();
    let mut i = 2;
    while i <= n {
        if !composite[i] {
            primes.push(i);
            let mut j = i * i;
            while j <= n {
                composite[j] = true;
                j += i;
            }
        }
        i += 1;
    }
    primes
}

fn ackermann(m: u32, n: u32) -> u32 {
    match (m, n) {
        (0, n) => n + 1,
        (m, 0) => ackermann(m - 1, 1),
        (m, n) => ackermann(m - 1, ackermann(m, n - 1)),
    }
}

fn diverge(flag: bool) -> i32 {
    let x = if flag { 5 } else { return -1 };
    let y: i32 = match x {
        5 => 6,
        _ => unreachable!("x is five"),
    };
    x + y
}

fn hanoi(n: u32, from: char, to: char, via: char, moves: &mut Vec<(char, char)>) {
    if n == 0 {
        return;
    }
    hanoi(n - 1, from, via, to, moves);
    moves.push((from, to));
    hanoi(n - 1, via, to, from, moves);
}

fn main() {
    println!("{:?} {:?}", find_pair(91), find_pair(97));
    for n in [1, 6, 27] {
        println!("{n} {:?}", collatz(n));
    }
    println!("{} {} {}", labelled_block(-3), labelled_block(4), labelled_block(5));
    println!("{:?}", sieve(60));
    println!("{}", ackermann(2, 3));
    println!("{} {}", diverge(true), diverge(false));
    let mut moves = vec![];
    hanoi(3, 'a', 'c', 'b', &mut moves);
    println!("{} {:?}", moves.len(), moves);
    let v = {
        let a = 3;
        let b = {
            let a = a * 2;
            a + 1
        };
        a * b
    };
    println!("{v}");
    let mut n = 0;
    let last = 'a: loop {
        'b: loop {
            n += 1;
            if n % 7 == 0 {
                break 'a n;
            }
            if n % 2 == 0 {
                continue 'a;
            }
            break 'b;
        }
    };
    println!("{last}");
    let mut countdown = (0..5).rev();
    while let Some(i) = countdown.next() {
        if i == 3 {
            continue;
        }
        print!("{i} ");
    }
    println!();
    for (i, j) in (0..3).zip((10..).step_by(5)) {
        print!("{} ", i * j);
    }
    println!();
    let unit = for _ in 0..0 {};
    println!("{unit:?} {}", !true && false || 3 > 2);
    let mut side = 0;
    let _ = false && { side += 1; true };
    let _ = true || { side += 10; true };
    let _ = true && { side += 100; true };
    println!("{side}");
}
