// Patterns: nesting, bindings, alternatives, ranges, slices, guards, let-else.
#[derive(Debug)]
enum Expr {
    Num(i64),
    Add(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Neg(Box<Expr>),
    Var { name: String },
}

use Expr::*;

fn simplify(e: Expr) -> Expr {
    match e {
        Add(a, b) => match (simplify(*a), simplify(*b)) {
            (Num(0), x) | (x, Num(0)) => x,
            (Num(x), Num(y)) => Num(x + y),
            (x, y) => Add(Box::new(x), Box::new(y)),
        },
        Mul(a, b) => match (simplify(*a), simplify(*b)) {
            (Num(0), _) | (_, Num(0)) => Num(0),
            (Num(1), x) | (x, Num(1)) => x,
            (Num(x), Num(y)) => Num(x * y),
            (x, y) => Mul(Box::new(x), Box::new(y)),
        },
        Neg(a) => match simplify(*a) {
            Num(n) => Num(-n),
            Neg(inner) => *inner,
            x => Neg(Box::new(x)),
        },
        e @ (Num(_) | Var { .. }) => e,
    }
}

fn bucket(n: i32) -> &'static str {
    match n {
        i32::MIN..=-1 => "negative",
        0 => "zero",
        1 | 2 | 3 => "few",
        x if x % 1000 == 0 => "round",
        4..=99 => "some",
        100.. => "many",
    }
}

fn slices(v: &[i32]) -> String {
    match v {
        [] => "empty".into(),
        [x] => format!("one {x}"),
        [1, rest @ ..] if rest.len() > 2 => format!("one then {rest:?}"),
        [first, .., last] if first == last => format!("same ends {first}"),
        [a, b, tail @ ..] => format!("{a} {b} + {}", tail.len()),
    }
}

fn parse_kv(s: &str) -> Option<(String, i32)> {
    let Some((k, v)) = s.split_once(':') else {
        return None;
    };
    let Ok(v) = v.trim().parse::<i32>() else { return None };
    Some((k.to_string(), v))
}

fn main() {
    let e = Add(
        Box::new(Mul(Box::new(Num(1)), Box::new(Var { name: "x".to_string() }))),
        Box::new(Neg(Box::new(Neg(Box::new(Add(Box::new(Num(2)), Box::new(Num(-2)))))))),
    );
    println!("{:?}", simplify(e));
    for n in [-5, 0, 2, 50, 5000, 101] {
        println!("{n} {}", bucket(n));
    }
    for v in [&[][..], &[9], &[1, 2, 3, 4], &[7, 0, 7], &[1, 2], &[3, 4, 5, 6]] {
        println!("{}", slices(v));
    }
    println!("{:?} {:?} {:?}", parse_kv("a: 5"), parse_kv("b"), parse_kv("c:d"));
    let opt = Some(17);
    if let Some(n @ 10..=20) = opt {
        println!("teen-ish {n}");
    }
    let pair = (Some(1), Err::<i32, &str>("bad"));
    match &pair {
        (Some(n), Ok(m)) => println!("{n} {m}"),
        (Some(n), Err(e)) if *n > 5 => println!("big {n} {e}"),
        (Some(n), Err(e)) => println!("{n} {e}"),
        (None, _) => println!("none"),
    }
    let ref r @ (ref a, _) = (String::from("own"), 3);
    println!("{r:?} {a}");
    let mut arr = [1, 2, 3, 4, 5];
    if let [first, mid @ .., last] = &mut arr {
        std::mem::swap(first, last);
        mid[1] = 30;
    }
    println!("{arr:?}");
    let [x, y, ..] = arr;
    println!("{x} {y}");
    let c = 'k';
    println!("{}", matches!(c, 'a'..='f' | 'k'..='p'));
    let s = "beta";
    println!("{}", match s { "alpha" => 1, "beta" => 2, _ => 3 });
    let &(ref p, q) = &(vec![1], 2);
    println!("{p:?} {q}");
    let (mut sum, b) = (0, &Some(5));
    for (i, &n) in [3, 4].iter().enumerate() {
        sum += i as i32 * n;
    }
    let Some(k) = b else { unreachable!() };
    println!("{sum} {}", *k + 1);
    let f = |(a, b): (i32, i32), [c, d]: [i32; 2]| a * b + c * d;
    println!("{}", f((2, 3), [4, 5]));
    const LIMIT: u8 = 3;
    match 3u8 {
        LIMIT => println!("limit"),
        _ => println!("other"),
    }
    let mut stack = vec![1, 2, 3];
    while let Some(top) = stack.pop() {
        if let (2, rest) | (rest, 2) = (top, stack.len() as i32) {
            println!("hit {rest}");
        }
    }
}
