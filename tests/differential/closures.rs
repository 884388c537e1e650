// Closures: Fn, FnMut, FnOnce, move, captures of parts, boxes and fn pointers.
struct Counter {
    hits: u32,
    name: String,
    log: Vec<String>,
}

fn apply<F: Fn(i32) -> i32>(f: F, n: i32) -> i32 {
    f(f(n))
}

fn apply_mut(f: &mut dyn FnMut(i32), times: i32) {
    for i in 0..times {
        f(i);
    }
}

fn consume<T, R>(t: T, f: impl FnOnce(T) -> R) -> R {
    f(t)
}

fn adder(n: i32) -> impl Fn(i32) -> i32 {
    move |x| x + n
}

fn boxed(kind: &str) -> Box<dyn Fn(i32) -> i32> {
    match kind {
        "double" => Box::new(|x| x * 2),
        "square" => Box::new(|x| x * x),
        other => {
            let n = other.len() as i32;
            Box::new(move |x| x - n)
        }
    }
}

fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |x| g(f(x))
}

fn triple(x: i32) -> i32 {
    x * 3
}

fn make_counter() -> impl FnMut() -> u32 {
    let mut n = 0;
    move || {
        n += 1;
        n
    }
}

fn fib_memo(n: usize, memo: &mut Vec<Option<u64>>) -> u64 {
    if let Some(v) = memo[n] {
        return v;
    }
    let v = if n < 2 { n as u64 } else { fib_memo(n - 1, memo) + fib_memo(n - 2, memo) };
    memo[n] = Some(v);
    v
}

fn main() {
    println!("{} {}", apply(|x| x + 1, 5), apply(triple, 2));
    println!("{} {}", apply(adder(10), 0), apply(&adder(1), 1));
    let mut total = 0;
    apply_mut(&mut |i| total += i * i, 5);
    println!("{total}");
    let s = String::from("moved");
    let f = move || s.len();
    println!("{} {}", f(), f());
    let v = vec![1, 2, 3];
    let once = || v.into_iter().sum::<i32>();
    println!("{}", once());
    println!("{}", consume(String::from("abc"), |s| s + "def"));
    let mut c = Counter { hits: 0, name: "c".into(), log: vec![] };
    {
        let mut hit = || c.hits += 1;
        let show = || c.name.len();
        hit();
        println!("{}", show());
        hit();
    }
    let mut push = |m: &str| {
        c.log.push(format!("{}:{m}", c.name));
        c.log.len()
    };
    push("a");
    println!("{} {} {:?}", push("b"), c.hits, c.log);
    let name = c.name;
    let take = move || name + "!";
    println!("{} {}", take(), c.hits);
    for k in ["double", "square", "minus"] {
        println!("{k} {}", boxed(k)(9));
    }
    let fs: Vec<Box<dyn Fn(i32) -> i32>> = (1..=3).map(|n| Box::new(move |x| x * n) as Box<dyn Fn(i32) -> i32>).collect();
    println!("{:?}", fs.iter().map(|f| f(7)).collect::<Vec<_>>());
    let ptrs: [fn(i32) -> i32; 3] = [triple, |x| x - 1, i32::abs];
    println!("{:?}", ptrs.iter().fold(-4, |acc, f| f(acc)));
    println!("{}", compose(|x: i32| x as f64 / 2.0, |y| format!("<{y}>"))(5));
    let (mut a, mut b) = (make_counter(), make_counter());
    println!("{} {} {} {}", a(), a(), b(), a());
    println!("{}", fib_memo(50, &mut vec![None; 51]));
    let mut boxed_mut: Box<dyn FnMut(&str) -> usize> = {
        let mut seen = Vec::new();
        Box::new(move |s| {
            seen.push(s.to_string());
            seen.iter().map(|s| s.len()).sum()
        })
    };
    boxed_mut("ab");
    println!("{}", boxed_mut("cde"));
    let once_box: Box<dyn FnOnce() -> Vec<i32>> = {
        let v = vec![9, 8];
        Box::new(move || v)
    };
    println!("{:?}", once_box());
    let tuple = (String::from("left"), String::from("right"));
    let left = || tuple.0.as_str();
    let right = tuple.1.clone();
    println!("{} {}", left(), right);
    let nested = |x: i32| move |y: i32| move |z: i32| x * 100 + y * 10 + z;
    println!("{}", nested(1)(2)(3));
    println!("{:?}", Some(4).map(Some).and_then(|o| o.filter(|n| n % 2 == 0)));
    println!("{:?}", ["1", "2"].iter().map(|s| s.parse::<i32>()).collect::<Result<Vec<_>, _>>());
}
