// Modules, visibility, use, nested items, shadowing, associated items, globs.
mod geometry {
    pub mod shapes {
        #[derive(Debug, Default)]
        pub struct Square {
            pub side: u32,
            id: u32,
        }
        impl Square {
            pub fn new(side: u32) -> Self {
                Square { side, id: super::next(side) }
            }
            pub(crate) fn id(&self) -> u32 {
                self.id
            }
        }
        pub(super) fn hidden() -> &'static str {
            "hidden"
        }
        pub enum Kind {
            Flat,
            Solid(u8),
        }
    }
    pub use self::shapes::Kind::{self, *};
    pub use shapes::Square as Sq;

    fn next(n: u32) -> u32 {
        n * 100 + self::inner::OFFSET
    }
    mod inner {
        pub(in crate::geometry) const OFFSET: u32 = 7;
    }
    pub fn reveal() -> String {
        shapes::hidden().replace("hid", "rev")
    }
    pub trait Area {
        fn area(&self) -> u64;
    }
    impl Area for Sq {
        fn area(&self) -> u64 {
            u64::from(self.side).pow(2)
        }
    }
    pub fn describe(k: &Kind) -> String {
        match k {
            Flat => "flat".into(),
            Solid(n) => format!("solid {n}"),
        }
    }
}

mod prelude {
    pub use crate::geometry::{shapes, Area as _, Sq};
    pub use std::fmt::Write as FmtWrite;
}

use geometry::{describe, Kind};
use prelude::*;

fn value() -> i32 {
    1
}

mod shadow {
    pub fn value() -> i32 {
        use super::value as outer;
        fn inner() -> i32 {
            10
        }
        outer() + inner()
    }
    pub struct Vec(pub i32);
    impl Vec {
        pub fn len(&self) -> i32 {
            self.0
        }
    }
}

fn nested_items(n: u32) -> u32 {
    const STEP: u32 = 3;
    static BASE: u32 = 1000;
    struct Local {
        n: u32,
    }
    impl Local {
        fn run(&self) -> u32 {
            helper(self.n) + BASE
        }
    }
    fn helper(n: u32) -> u32 {
        n * STEP
    }
    enum E {
        A = 2,
        B,
    }
    trait Extra {
        fn extra(&self) -> u32;
    }
    impl Extra for Local {
        fn extra(&self) -> u32 {
            E::A as u32 + E::B as u32
        }
    }
    let l = Local { n };
    l.run() + l.extra()
}

struct Outer;
impl Outer {
    fn value(&self) -> &'static str {
        "inherent"
    }
}
trait Value {
    fn value(&self) -> &'static str;
}
impl Value for Outer {
    fn value(&self) -> &'static str {
        "trait"
    }
}

type Pair<T> = (T, T);
type Callback = fn(Pair<i32>) -> i32;

fn main() {
    let s = shapes::Square::new(4);
    println!("{} {} {}", s.id(), s.area(), Sq::default().side);
    println!("{} {:?}", geometry::reveal(), s);
    println!("{} {}", describe(&Kind::Flat), describe(&geometry::Solid(3)));
    println!("{} {} {}", value(), shadow::value(), self::shadow::Vec(6).len());
    println!("{}", nested_items(5));
    println!("{} {} {}", Outer.value(), Value::value(&Outer), <Outer as Value>::value(&Outer));
    let x = 5;
    let x = x * 2;
    {
        let x = "inner";
        println!("{x}");
    }
    let x = format!("{x}!");
    println!("{x}");
    let mut out = String::new();
    write!(out, "{}-{}", 1, 2).unwrap();
    println!("{out}");
    let cb: Callback = |(a, b)| a - b;
    println!("{}", cb((9, 4)));
    use std::collections as c;
    let d: c::VecDeque<i32> = [1, 2].into();
    println!("{:?}", d);
    {
        fn value() -> i32 {
            99
        }
        println!("{} {}", value(), crate::value());
    }
    let r#type = 3;
    println!("{}", r#type);
}
