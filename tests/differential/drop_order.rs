// Drop order: locals, fields, temporaries, moves, loops, early exits.
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("  drop {}", self.0);
    }
}

struct Parent {
    _b: D,
    _a: D,
    own: &'static str,
}
impl Drop for Parent {
    fn drop(&mut self) {
        println!("  drop parent {}", self.own);
    }
}

fn make(name: &'static str) -> D {
    println!("  make {name}");
    D(name)
}

fn locals() {
    let _x = make("x");
    let _ = make("ignored");
    let _y = make("y");
    let z = make("z");
    drop(z);
    println!("  end of locals");
}

fn temporaries() {
    println!("  len {}", make("temp").0.len());
    let n = { make("block").0.len() } + make("second").0.len();
    println!("  n {n}");
    match make("scrutinee").0 {
        s if s.len() > 3 => println!("  in arm"),
        _ => {}
    }
    println!("  after match");
    let _extended = &make("extended");
    if make("cond").0.is_empty() {
        println!("  never");
    } else {
        println!("  else");
    }
    println!("  end of temporaries");
}

fn partial_move() {
    let t = (make("t0"), make("t1"), make("t2"));
    let taken = t.1;
    println!("  taken {}", taken.0);
    let s = Some(make("inside"));
    if let Some(d) = s {
        println!("  got {}", d.0);
    }
    println!("  end of partial");
}

fn conditional(flag: bool) {
    let d = make("maybe");
    if flag {
        drop(d);
        println!("  dropped early");
    }
    println!("  end of conditional");
}

fn reassign() {
    let mut d = make("first");
    d = make("second");
    println!("  holding {}", d.0);
    let late;
    late = make("late");
    let _ = &late;
}

fn early(n: i32) -> Option<D> {
    let _guard = make("guard");
    let d = make("result");
    if n == 0 {
        return None;
    }
    Some(d)
}

fn loops() {
    for name in ["one", "two", "three"] {
        let _d = make(name);
        if name == "two" {
            continue;
        }
        if name == "three" {
            break;
        }
        println!("  body {name}");
    }
}

fn closure_captures() {
    let d = make("captured");
    let f = move || println!("  using {}", d.0);
    f();
    println!("  after call");
    let once = {
        let e = make("consumed");
        move || drop(e)
    };
    once();
    println!("  end of closures");
}

fn shadowing() {
    let d = make("outer");
    let d = (d, make("inner")).1;
    println!("  shadow {}", d.0);
}

fn args(_: D, _b: D) {
    println!("  in args");
}

fn main() {
    println!("locals");
    locals();
    println!("temporaries");
    temporaries();
    println!("partial");
    partial_move();
    println!("conditional");
    conditional(true);
    conditional(false);
    println!("reassign");
    reassign();
    println!("early");
    early(0);
    let kept = early(1);
    println!("kept {}", kept.is_some());
    println!("loops");
    loops();
    println!("closures");
    closure_captures();
    println!("shadowing");
    shadowing();
    println!("args");
    args(make("p"), make("q"));
    println!("collections");
    let mut v = vec![D("v0"), D("v1"), D("v2")];
    drop(v.remove(1));
    v[0] = D("w0");
    let b: Box<dyn std::any::Any> = Box::new(D("boxed"));
    let _p = Parent { own: "p", _a: make("pa"), _b: make("pb") };
    let _arr = [D("a0"), D("a1")];
    std::mem::forget(D("forgotten"));
    drop(b);
    println!("end of main");
}
