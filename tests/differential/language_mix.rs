// edition 2021 extras: let chains not used; try blocks no; inline const; assoc type defaults; impl blocks in fn; unsized coercions; array into_iter; cstr literals; raw idents; numeric literal forms; nested or patterns; binding modes; match on tuple refs; const patterns structs; ranges in slices
use std::ffi::CStr;
#[derive(PartialEq, Eq, Debug, Clone, Copy)]
struct Pt {
    x: i32,
    y: i32,
}
const ORIGIN: Pt = Pt { x: 0, y: 0 };
const SMALL: std::ops::RangeInclusive<i32> = 1..=3;
enum E<'a> {
    A { x: &'a str, y: Option<u8> },
    B(u8, u8),
    C,
}
fn f(e: &E) -> String {
    match e {
        E::A {
            x: s @ ("a" | "b"),
            y: Some(n @ (1..=3 | 7)),
        } => format!("{s}{n}"),
        E::A { y: None, .. } => "none".into(),
        E::A { x, .. } if x.len() > 2 => format!("long {x}"),
        E::A { .. } => "a".into(),
        &E::B(a, b) if a == b => "same".into(),
        E::B(0, n) | E::B(n, 0) => format!("zero {n}"),
        E::B(..) => "b".into(),
        E::C => "c".into(),
    }
}
fn g(p: Pt) -> &'static str {
    match p {
        ORIGIN => "origin",
        Pt { x: 0, .. } => "y axis",
        Pt { y: 0, x: 1..=9 } => "near x",
        Pt { x, y } if x == y => "diag",
        _ => "plane",
    }
}
fn h(v: &mut [i32]) -> i32 {
    match v {
        [] => 0,
        [a] => {
            *a += 1;
            *a
        }
        [a, .., b] => {
            std::mem::swap(a, b);
            *a - *b
        }
    }
}
union U {
    a: u32,
    b: f32,
}
struct Temp;
impl Temp {
    const N: usize = {
        let mut i = 0;
        while i * i < 50 {
            i += 1;
        }
        i
    };
    fn arr() -> [u8; Self::N] {
        [1; Self::N]
    }
}
fn main() {
    for e in [
        E::A { x: "a", y: Some(7) },
        E::A { x: "a", y: Some(5) },
        E::A { x: "q", y: None },
        E::A { x: "long", y: Some(1) },
        E::B(2, 2),
        E::B(0, 5),
        E::B(6, 0),
        E::B(1, 2),
        E::C,
    ] {
        print!("{} ", f(&e));
    }
    println!();
    for p in [(0, 0), (0, 4), (5, 0), (3, 3), (1, 2)] {
        print!("{} ", g(Pt { x: p.0, y: p.1 }));
    }
    println!();
    println!("{} {} {}", h(&mut [1, 2, 5]), h(&mut [4]), h(&mut []));
    println!("{} {} {} {} {} {}", 1_000u32, 0xFFu8, 0o17, 0b1111_0000u8, 1e3, b'\x41');
    println!(
        "{:?} {:?} {:?}",
        b"a\n\xff",
        "\u{1F600}\
    joined",
        r##"raw "# str"##
    );
    let c: &CStr = c"hello";
    println!("{:?} {}", c, c.to_bytes_with_nul().len());
    let u = U { b: 1.0 };
    unsafe {
        println!("{:#x}", u.a);
    }
    println!("{:?} {}", Temp::arr(), SMALL.contains(&2));
    let x = &Some((1, "s".to_string()));
    if let Some((n, s)) = x {
        println!("{} {}", n + 1, s.len());
    }
    let mut o = Some(3);
    if let Some(ref mut n) = o {
        *n *= 2;
    }
    while let Some(n) = o {
        o = if n > 4 { Some(n - 3) } else { None };
        print!("{n} ");
    }
    println!();
    let (a, mut b);
    (a, b) = (1, 2);
    [b, _] = [b + a, 0];
    Pt { x: b, .. } = Pt { x: b * 5, y: 0 };
    println!("{a} {b}");
    let v = vec![(1, 'a'), (2, 'b')];
    for &(n, c) in &v {
        print!("{n}{c}");
    }
    for (i, (n, c)) in v.into_iter().enumerate() {
        print!("{}{c}", i + n);
    }
    println!();
    let r: &dyn Fn(i32) -> Box<dyn Fn(i32) -> i32> = &|a| Box::new(move |b| a - b);
    println!("{}", r(5)(3));
    let n = 'blk: {
        for i in 1.. {
            if i * i > 30 {
                break 'blk i;
            }
        }
        0
    };
    println!("{n}");
    let s = if let [first, .., last] = "a b c".split(' ').collect::<Vec<_>>()[..] {
        format!("{first}{last}")
    } else {
        String::new()
    };
    println!("{s}");
    let t: (i32, (u8, [char; 2])) = Default::default();
    println!("{t:?}");
    let ((1 | 2, z) | (z, _)) = (2, 9);
    println!("{z}");
    println!("{}", {
        let x = 1;
        {
            let x = x + 1;
            {
                let x = x * 10;
                x
            }
        }
    });
    static mut CNT: u32 = 0;
    fn bump() -> u32 {
        unsafe {
            CNT += 1;
            CNT
        }
    }
    println!("{} {}", bump(), bump());
    let arr2 = [[1, 2], [3, 4]];
    let [[a, _], [_, d]] = arr2;
    println!("{}", a + d);
    println!("{:?}", [1, 2, 3].into_iter().map(|x| x * 2).rev().collect::<Vec<i32>>());
    let boxed: Box<[i32; 3]> = Box::new([1, 2, 3]);
    let sl: Box<[i32]> = boxed;
    println!("{} {:?}", sl.len(), sl.iter().max());
}
