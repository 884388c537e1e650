// Format specs: width, fill, sign, precision, radix, debug of nested values, named and dynamic arguments.
use std::fmt::{self, Binary, Debug, Display, LowerHex};

struct Hex(u32);
impl LowerHex for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        LowerHex::fmt(&self.0, f)
    }
}
impl Binary for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { f.write_str("alt:")? }
        write!(f, "{:b}", self.0)
    }
}

struct Padded(&'static str);
impl Display for Padded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

#[derive(Debug, Clone)]
struct Config {
    name: String,
    sizes: Vec<(u8, f32)>,
    mode: Mode,
    parent: Option<Box<Config>>,
}

#[derive(Debug, Clone)]
enum Mode {
    Off,
    Fixed(i32, &'static str),
    Auto { low: i8, high: i8 },
}

#[derive(Debug)]
struct Unit;
#[derive(Debug)]
struct Tuple(i32, Unit);

struct Manual {
    a: i32,
}
impl Debug for Manual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manual").field("a", &self.a).field("list", &[1, 2]).finish_non_exhaustive()
    }
}
struct Pairs(Vec<(String, i32)>);
impl Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(k, v)| (k, v))).finish()
    }
}

struct Spec;
impl Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{:?} {:?} {:?} {} {}]", f.width(), f.precision(), f.fill(), f.sign_plus(), f.alternate())
    }
}

fn main() {
    println!("[{:5}] [{:<5}] [{:>5}] [{:^5}] [{:*^7}] [{:05}] [{:+}]", 42, 42, 42, 42, 42, -42, 42);
    println!("[{:5}] [{:>5}] [{:^6}] [{:-<6}] [{:.2}] [{:>5.1}]", "ab", "ab", "ab", "ab", "abcdef", "xyz");
    println!("{:x} {:X} {:o} {:b} {:#x} {:#X} {:#o} {:#b}", 255, 255, 8, 5, 255, 255, 8, 5);
    println!("{:08b} {:#010x} {:#06b} {:x} {:b}", 37, 255, 2, -1i8, -2i16);
    println!("{:e} {:E} {:e} {:.3e}", 1500, 123456789u64, 0.00025, 987654.321);
    println!("{:.2} {:8.3}| {:<8.3}| {:^+9.2}| {:08.2} {:.0}", 1.005, 2.5, 2.5, 2.5, -2.5, 7.5);
    println!("{:?} {:?} {:?} {:?}", 1.0, 0.1 + 0.2, 1e100, f32::MIN_POSITIVE);
    let (width, prec, name) = (9, 2, "val");
    println!("[{:width$.prec$}] [{:>1$}] [{:.*}] [{name:>width$}] [{:>w$}]", 3.14159, 8, 3, 1.23456, 'c', w = 4);
    println!("{0} {1} {0} {b} {a}", 1, 2, a = "a", b = "b");
    println!("{{}} {{{}}} {:?} {:?}", 5, "quo\"te\n", '\'');
    println!("{:#x} {:08x} {:b} {:#b}", Hex(48879), Hex(255), Hex(5), Hex(5));
    println!("[{:>6}] [{:^6}] [{:_<6}] [{:.2}]", Padded("abc"), Padded("abc"), Padded("abc"), Padded("abc"));
    println!("{} {:7.3} {:+#} {:?}", Spec, Spec, Spec, format_args!("{}", 1));
    let c = Config {
        name: "child".into(),
        sizes: vec![(1, 0.5), (2, 1.0)],
        mode: Mode::Fixed(-3, "x"),
        parent: Some(Box::new(Config { name: String::new(), sizes: vec![], mode: Mode::Auto { low: -1, high: 1 }, parent: None })),
    };
    println!("{c:?}");
    println!("{c:#?}");
    println!("{:?} {:#?} {:?}", Mode::Off, Tuple(1, Unit), Unit);
    println!("{:?} {:#?}", Manual { a: 1 }, Manual { a: 2 });
    let p = Pairs(vec![("k".into(), 1), ("l".into(), 2)]);
    println!("{p:?} {p:#?}");
    println!("{:?} {:?} {:?}", (1,), ((), ("a", [None, Some('x')])), [[1, 2], [3, 4]]);
    println!("{:02x?} {:#04X?} {:5?} {:.1?}", [1, 171], [10], [1, 2], [1.25, 2.0]);
    println!("{:?} {:?} {:?}", 1..3, ..=5, (2..).start);
    println!("{:?} {:?}", Ok::<i32, ()>(1), Err::<(), _>("e"));
    println!("{:?} {:?}", std::rc::Rc::new(5), std::cell::RefCell::new("x"));
    println!("{:>8} {:<6}|{:^5}|", true, false, 'c');
    println!("{:>4}|{:<4}|{:04}", 1u8, i64::MIN, u128::MAX);
    println!("{:?}", String::from("tab\t\u{1F980}\u{0}"));
    let s: String = format!("{:>1$}", "x", 3) + &format!("{:?}", &&&7);
    println!("{s}");
    print!("no newline;");
    println!();
    println!("{:p}", std::ptr::null::<u8>());
    eprintln!("to stderr {}", 1);
    println!("{}", format_args!("{:>3}|{:<3}", 1, 2));
}
