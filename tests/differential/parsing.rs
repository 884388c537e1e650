// Parsing: integers and their errors, a tokenizer, an expression evaluator.
use std::str::FromStr;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Num(i64),
    Op(char),
    Open,
    Close,
}

fn tokenize(s: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let bytes = s.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b' ' => i += 1,
            b'0'..=b'9' => {
                let start = i;
                while i < bytes.len() && bytes[i].is_ascii_digit() {
                    i += 1;
                }
                out.push(Token::Num(s[start..i].parse().map_err(|e| format!("{e}"))?));
            }
            c @ (b'+' | b'-' | b'*' | b'/') => {
                out.push(Token::Op(c as char));
                i += 1;
            }
            b'(' => {
                out.push(Token::Open);
                i += 1;
            }
            b')' => {
                out.push(Token::Close);
                i += 1;
            }
            other => return Err(format!("unexpected {:?} at {i}", other as char)),
        }
    }
    Ok(out)
}

struct Parser<'t> {
    tokens: &'t [Token],
    pos: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.pos)
    }
    fn expr(&mut self) -> Result<i64, String> {
        let mut left = self.term()?;
        while let Some(Token::Op(c @ ('+' | '-'))) = self.peek() {
            self.pos += 1;
            let right = self.term()?;
            left = if *c == '+' { left + right } else { left - right };
        }
        Ok(left)
    }
    fn term(&mut self) -> Result<i64, String> {
        let mut left = self.atom()?;
        loop {
            match self.peek() {
                Some(Token::Op('*')) => {
                    self.pos += 1;
                    left *= self.atom()?;
                }
                Some(Token::Op('/')) => {
                    self.pos += 1;
                    left = left.checked_div(self.atom()?).ok_or("division by zero")?;
                }
                _ => return Ok(left),
            }
        }
    }
    fn atom(&mut self) -> Result<i64, String> {
        let t = self.peek().ok_or_else(|| String::from("unexpected end"))?;
        self.pos += 1;
        match t {
            Token::Num(n) => Ok(*n),
            Token::Op('-') => Ok(-self.atom()?),
            Token::Open => {
                let v = self.expr()?;
                if self.peek() != Some(&Token::Close) {
                    return Err("expected )".to_string());
                }
                self.pos += 1;
                Ok(v)
            }
            t => Err(format!("unexpected {t:?}")),
        }
    }
}

fn eval(s: &str) -> Result<i64, String> {
    let tokens = tokenize(s)?;
    let mut p = Parser { tokens: &tokens, pos: 0 };
    let v = p.expr()?;
    if p.pos < tokens.len() { Err(format!("trailing {:?}", tokens[p.pos])) } else { Ok(v) }
}

#[derive(Debug, PartialEq)]
struct Rgb(u8, u8, u8);
impl FromStr for Rgb {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let hex = s.strip_prefix('#').ok_or("no #")?;
        if hex.len() != 6 {
            return Err(format!("length {}", hex.len()));
        }
        let part = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).map_err(|e| e.to_string());
        Ok(Rgb(part(0)?, part(2)?, part(4)?))
    }
}

fn main() {
    for s in ["1 + 2 * 3", "(1+2)*3 - -4", "8/(3-3)", "2 * (3", "7 7", "4 $ 4", "", "99999999999999999999"] {
        println!("{s:?} {:?}", eval(s));
    }
    for s in ["0", "-0", "+7", "127", "128", "-128", "-129", "", "-", "1_0", " 1", "x"] {
        println!("{s:?} {:?}", s.parse::<i8>());
    }
    println!("{:?} {:?}", "-1".parse::<u32>(), "4294967295".parse::<u32>());
    println!("{:?} {:?}", i64::from_str_radix("-zz", 36), u8::from_str_radix("100000000", 2));
    println!("{:?} {:?} {:?}", "true".parse::<bool>(), "x".parse::<char>(), "yes".parse::<bool>().is_err());
    println!("{:?} {:?} {:?}", "#ff8000".parse::<Rgb>(), "#ff80".parse::<Rgb>(), Rgb::from_str("#gg0000"));
    match "9999".parse::<u8>() {
        Err(e) if *e.kind() == std::num::IntErrorKind::PosOverflow => println!("overflow: {e}"),
        other => println!("{other:?}"),
    }
}
