// A closure that destructures captures the parts that its patterns reach.
#[derive(Debug)]
enum Shape {
    Dot,
    Line(String, u32),
}
struct Pair {
    left: String,
    right: (u32, String),
}

fn main() {
    let pair = (String::from("a"), String::from("b"));
    let first = || {
        let (ref a, _) = pair;
        a.clone()
    };
    println!("{}", first());
    let (_, b) = pair;
    println!("{b}");

    let option = Some(3);
    let see = || if let Some(ref x) = option { *x } else { 0 };
    println!("{}", see());

    let tuple = &(1, 2);
    let look = || match tuple {
        (a, _) => *a,
    };
    println!("{}", look());

    let unused = String::from("unused");
    let nothing = || {
        let _ = unused;
        match unused {
            _ => 5,
        }
    };
    println!("{}", nothing());
    println!("{unused}");

    let mut shape = Shape::Line(String::from("x"), 1);
    let mut grow = || match &mut shape {
        Shape::Dot => 0,
        Shape::Line(name, n) => {
            name.push('y');
            *n += 1;
            *n
        }
    };
    println!("{} {}", grow(), grow());
    println!("{shape:?}");

    let p = Pair { left: String::from("l"), right: (1, String::from("r")) };
    let take = move || {
        let Pair { left, right: (n, _) } = p;
        println!("{left} {n}");
    };
    take();

    let boxed = Box::new((String::from("in a box"), 1));
    let inside = || {
        let (ref s, n) = *boxed;
        println!("{s} {n}");
    };
    inside();

    let slices = [String::from("p"), String::from("q"), String::from("r")];
    let ends = || {
        let [a, .., c] = &slices;
        format!("{a}{c}")
    };
    println!("{}", ends());

    let reference = &mut (1, (2, 3));
    let mut set = || {
        let (a, (_, c)) = reference;
        *a += 10;
        *c += 20;
    };
    set();
    println!("{reference:?}");

    let nested = (String::from("n"), (String::from("m"), 4));
    let outer = || {
        let inner = || {
            let (_, (ref m, k)) = nested;
            println!("{m} {k}");
        };
        inner();
        let (ref n, _) = nested;
        println!("{n}");
    };
    outer();
}
