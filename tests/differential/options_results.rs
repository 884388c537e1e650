// Option and Result combinators, `?`, error conversion.
use std::fmt;
use std::num::ParseIntError;

#[derive(Debug)]
enum ConfigError {
    Missing(&'static str),
    BadNumber { key: String, source: ParseIntError },
    TooBig(u64),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(k) => write!(f, "missing {k}"),
            Self::BadNumber { key, source } => write!(f, "bad {key}: {source}"),
            Self::TooBig(n) => write!(f, "{n} is too big"),
        }
    }
}
impl std::error::Error for ConfigError {}

struct Tagged(String);
impl From<ConfigError> for Tagged {
    fn from(e: ConfigError) -> Self {
        Tagged(format!("[{e}]"))
    }
}

fn lookup<'a>(text: &'a str, key: &'static str) -> Result<&'a str, ConfigError> {
    text.split(';')
        .filter_map(|part| part.split_once('='))
        .find(|(k, _)| *k == key)
        .map(|(_, v)| v)
        .ok_or(ConfigError::Missing(key))
}

fn number(text: &str, key: &'static str) -> Result<u64, ConfigError> {
    let n = lookup(text, key)?.parse().map_err(|source| ConfigError::BadNumber { key: key.to_string(), source })?;
    if n > 1000 {
        return Err(ConfigError::TooBig(n));
    }
    Ok(n)
}

fn area(text: &str) -> Result<u64, Tagged> {
    Ok(number(text, "w")? * number(text, "h")?)
}

fn dynamic(s: &str) -> Result<i32, Box<dyn std::error::Error>> {
    let n: i32 = s.parse()?;
    if n < 0 {
        return Err("negative".into());
    }
    Ok(n)
}

fn third_even(v: &[i32]) -> Option<i32> {
    let x = v.get(2)?;
    let half = (x % 2 == 0).then(|| x / 2)?;
    Some(half)
}

fn main() {
    for t in ["w=3;h=4", "w=3", "w=x;h=1", "w=2000;h=1", "h=9;w="] {
        match area(t) {
            Ok(a) => println!("{t} -> {a}"),
            Err(Tagged(e)) => println!("{t} -> {e}"),
        }
    }
    println!("{:?}", number("w=q", "w"));
    for s in ["12", "-3", "z"] {
        match dynamic(s) {
            Ok(n) => println!("{n}"),
            Err(e) => println!("error: {e}"),
        }
    }
    println!("{:?} {:?} {:?}", third_even(&[1]), third_even(&[1, 2, 3]), third_even(&[1, 2, 8]));
    let (some, none) = (Some(3), None::<i32>);
    println!("{:?} {:?}", some.map(|n| n + 1), none.map(|n| n + 1));
    println!("{} {} {}", none.unwrap_or(7), none.unwrap_or_default(), none.unwrap_or_else(|| 8));
    println!("{} {}", some.map_or(0, |n| n * 2), none.map_or_else(|| -1, |n| n * 2));
    println!("{:?} {:?} {:?}", some.and(Some("x")), some.or(None), some.xor(none));
    println!("{:?} {:?}", some.filter(|n| *n > 5), some.and_then(|n| n.checked_sub(4)));
    println!("{:?} {:?}", some.zip(Some('c')), Some((1, 2)).unzip());
    println!("{:?} {:?}", some.ok_or("none"), none.ok_or_else(|| "none".to_string()));
    println!("{} {} {}", some.is_some(), some.is_some_and(|n| n == 3), none.is_none());
    let mut slot = Some(4);
    let was = slot.take();
    println!("{was:?} {slot:?} {}", slot.clone().insert(9));
    slot = Some(9);
    let was = slot.replace(1);
    println!("{was:?} {}", slot.get_or_insert(5));
    if let Some(n) = slot.as_mut() {
        *n += 100;
    }
    println!("{:?} {:?}", slot, slot.iter().count());
    let owned = Some(String::from("text"));
    println!("{:?} {:?} {}", owned.as_ref().map(|s| s.len()), owned.as_deref(), owned.clone().unwrap());
    println!("{:?} {:?}", Some(Some(1)).flatten(), Some(&5).copied());
    let ok: Result<i32, String> = Ok(2);
    let err: Result<i32, String> = Err("bad".into());
    println!("{:?} {:?}", ok.as_ref().map(|n| n * 3), err.as_ref().map_err(|e| e.len()));
    println!("{:?} {:?} {:?}", ok.clone().ok(), err.clone().ok(), err.clone().err());
    println!("{:?} {:?}", ok.clone().and_then(|n| if n > 5 { Ok(n) } else { Err("small".to_string()) }), err.clone().or_else(|e| if e == "bad" { Ok::<i32, ()>(0) } else { Err(()) }));
    println!("{} {} {}", err.clone().unwrap_or(5), err.clone().unwrap_or_default(), err.clone().unwrap_or_else(|e| e.len() as i32));
    println!("{} {} {}", ok.is_ok(), err.is_err(), ok.iter().sum::<i32>());
    println!("{:?} {:?}", Some(ok.clone()).transpose(), Ok::<Option<i32>, ()>(None).transpose());
    println!("{}", err.clone().unwrap_err());
    println!("{:?}", ok.as_ref().is_ok_and(|n| *n == 2));
    let r: Result<u8, _> = "256".parse::<u8>();
    println!("{:?}", r.map_err(|e| e.to_string()));
}
