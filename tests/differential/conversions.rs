// From, Into, TryFrom, AsRef, Borrow, ToOwned, ToString, casts between pointers and integers, enums and integers.
use std::convert::TryFrom;
use std::fmt::Display;

#[derive(Debug, PartialEq, Clone, Copy)]
#[repr(i16)]
enum Code {
    Neg = -300,
    Zero = 0,
    Big = 1000,
}
impl TryFrom<i64> for Code {
    type Error = String;
    fn try_from(n: i64) -> Result<Self, String> {
        [Code::Neg, Code::Zero, Code::Big].into_iter().find(|c| *c as i64 == n).ok_or_else(|| format!("no code {n}"))
    }
}

#[derive(Debug)]
struct Celsius(f64);
#[derive(Debug)]
struct Fahrenheit(f64);
impl From<Celsius> for Fahrenheit {
    fn from(c: Celsius) -> Self {
        Fahrenheit(c.0 * 1.8 + 32.0)
    }
}

struct Name(String);
impl<T: AsRef<str> + ?Sized> From<&T> for Name {
    fn from(t: &T) -> Self {
        Name(t.as_ref().trim().to_owned())
    }
}
impl AsRef<[u8]> for Name {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
impl Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

fn checksum(b: impl AsRef<[u8]>) -> u32 {
    b.as_ref().iter().map(|&b| u32::from(b)).sum()
}

fn greet<'a>(n: impl Into<Option<&'a str>>) -> String {
    n.into().map_or_else(|| "nobody".to_string(), |s| s.to_string())
}

fn join<I>(items: I) -> String
where
    I: IntoIterator,
    I::Item: ToString,
{
    items.into_iter().map(|i| i.to_string()).collect::<Vec<_>>().join("|")
}

fn main() {
    println!("{:?} {:?} {:?}", Code::try_from(-300), Code::try_from(7), TryInto::<Code>::try_into(1000i64));
    println!("{} {} {}", Code::Neg as i16 as u16, Code::Big as u8, Code::Neg as i64);
    let f: Fahrenheit = Celsius(100.0).into();
    println!("{f:?}");
    println!("{} {}", Name::from(" ann "), Name::from(&String::from("bob")));
    println!("{} {} {}", checksum("ab"), checksum([1u8, 2]), checksum(Name::from("a")));
    println!("{} {}", greet("x"), greet(None));
    println!("{} {} {}", join([1, 2]), join(vec!['a', 'b']), join(&["p", "q"]));
    println!("{:?} {:?} {:?}", u8::try_from(256u16).is_err(), i8::try_from(127u64), u32::try_from(-1i32).is_ok());
    println!("{:?} {:?}", char::try_from(0x61u32), char::try_from(0x110000u32).is_err());
    println!("{} {} {}", u64::from('x'), i32::from(true), f64::from(3u8));
    println!("{:?} {:?}", <[u8; 2]>::try_from(&[1u8, 2][..]), <[u8; 2]>::try_from(&[1u8][..]).is_err());
    println!("{:?} {:?}", u32::from_be_bytes([1, 2, 3, 4]), 258u16.to_be_bytes());
    let s: String = 'c'.into();
    let b: Box<str> = s.clone().into();
    let v: Vec<u8> = s.clone().into_bytes();
    let o: Option<i32> = 5.into();
    println!("{s} {b} {v:?} {o:?} {:?}", String::from(b.clone()) + "d");
    println!("{:?} {:?}", Vec::<char>::from(['a', 'b']), Box::<[i32]>::from([1, 2]));
    let owned: Vec<i32> = [1, 2][..].to_owned();
    let text: String = "str".to_owned();
    println!("{owned:?} {text} {}", 1.5.to_string() + &true.to_string());
    let x = 7u32;
    let p = &x as *const u32;
    let addr = p as usize;
    println!("{} {}", addr % 4, p as *const u8 as usize == addr);
    println!("{} {}", (p as *const [u8; 4]) as usize - addr, unsafe { *(p as *const u8) });
    println!("{} {} {}", -1i32 as u64, 0xffff_ffffu32 as i32 as i64, 200u8 as i8 as i32);
    println!("{} {} {}", 'é' as u8, 255u8 as char, '\u{10ffff}' as u32);
    println!("{} {}", 1e10 as f32 as u8, -0.9 as i32);
    println!("{} {}", i64::MAX as f32, u8::MAX as f64 / 2.0);
    println!("{:?}", "1,2,x".split(',').map(str::parse::<i32>).filter_map(Result::ok).map(i64::from).collect::<Vec<_>>());
    let nested: Vec<(String, u8)> = [("a", 1)].iter().map(|&(s, n)| (s.into(), n)).collect();
    println!("{nested:?}");
}
