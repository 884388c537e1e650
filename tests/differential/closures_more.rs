// shadowed generics, closures capturing by unique borrow, struct update, nested closures, returning refs, recursion through fn pointers, early return in closures, ? in closures, loops labels in closures
#[derive(Debug, Clone, Default)]
struct Cfg {
    a: Option<String>,
    b: Vec<u8>,
    c: (i32, bool),
}
fn try_all(xs: &[&str]) -> Result<i32, std::num::ParseIntError> {
    let sum = xs.iter().try_fold(0, |acc, x| -> Result<i32, std::num::ParseIntError> {
        let n: i32 = x.parse()?;
        Ok(acc + n)
    })?;
    Ok(sum * 2)
}
fn fix<A: Copy, R>(f: &dyn Fn(&dyn Fn(A) -> R, A) -> R, a: A) -> R {
    f(&|x| fix(f, x), a)
}
fn main() {
    let base = Cfg {
        b: vec![1],
        ..Default::default()
    };
    let c = Cfg {
        a: Some("x".into()),
        ..base.clone()
    };
    println!("{c:?} {base:?}");
    println!("{:?} {:?}", try_all(&["1", "2"]), try_all(&["1", "z"]));
    println!(
        "{}",
        fix(
            &|rec: &dyn Fn(u64) -> u64, n| if n < 2 { n } else { rec(n - 1) + rec(n - 2) },
            12
        )
    );
    let mut v = vec![3, 1, 2];
    {
        let r = &mut v;
        let mut sort = || r.sort();
        sort();
    }
    let mut count = 0;
    let mut inc = || {
        count += 1;
        count
    };
    let a = inc();
    let b = inc();
    println!("{a} {b} {count} {v:?}");
    let find = |t: i32| -> Option<usize> {
        for (i, x) in v.iter().enumerate() {
            if *x == t {
                return Some(i);
            }
        }
        None
    };
    println!("{:?} {:?}", find(2), find(9));
    let mut t = (String::from("a"), String::from("b"));
    {
        let x = &mut t.0;
        let mut f = || t.1.push('!');
        f();
        x.push('?');
    }
    println!("{t:?}");
    let compose = |f: fn(i32) -> i32, g: fn(i32) -> i32| move |x| g(f(x));
    println!("{}", compose(|x| x + 1, |x| x * 10)(4));
    let mut fns: Vec<(&str, Box<dyn FnMut(i32) -> i32>)> = vec![];
    let mut acc = 0;
    fns.push((
        "acc",
        Box::new(move |x| {
            acc += x;
            acc
        }),
    ));
    fns.push(("neg", Box::new(|x| -x)));
    for (n, f) in &mut fns {
        println!("{n} {} {}", f(2), f(3));
    }
    let opt: Option<Box<dyn Fn() -> String>> = Some(Box::new({
        let s = c.a.clone();
        move || s.clone().unwrap_or_default()
    }));
    println!("{:?}", opt.as_ref().map(|f| f()));
    let r: Vec<_> = (0..3).map(|i| move |j: i32| i * j).collect();
    println!("{:?}", r.iter().map(|f| f(5)).collect::<Vec<_>>());
    let s = String::from("hello");
    let lens = [|s: &str| s.len(), |s: &str| s.chars().filter(|c| *c == 'l').count()];
    println!("{:?}", lens.map(|f| f(&s)));
    fn apply<F>(f: F) -> impl FnOnce() -> String
    where
        F: FnOnce(&str) -> String,
    {
        move || f("in")
    }
    println!("{}", apply(|x| x.to_owned() + &s)());
    let nested = || {
        let inner = |x: &mut Vec<i32>| {
            x.push(1);
            x.len()
        };
        let mut v = vec![];
        inner(&mut v) + inner(&mut v)
    };
    println!("{}", nested());
    let x = 5;
    let f = {
        let x = x * 2;
        move || x
    };
    println!("{} {}", f(), x);
    let k = match (|| {
        let n: Option<i32> = None;
        Some(n? + 1)
    })() {
        None => "none",
        Some(_) => "some",
    };
    println!("{k}");
}
