// slices patterns, box patterns deref, match ergonomics, ref mut, nested enums, constants patterns, ranges chars
#[derive(Debug, Clone, PartialEq)]
enum Json {
    Null,
    Bool(bool),
    Num(f64),
    Str(String),
    Arr(Vec<Json>),
    Obj(Vec<(String, Json)>),
}
struct P<'a> {
    s: &'a [u8],
    i: usize,
}
impl<'a> P<'a> {
    fn ws(&mut self) {
        while let Some(b' ' | b'\n' | b'\t') = self.s.get(self.i) {
            self.i += 1;
        }
    }
    fn eat(&mut self, lit: &[u8]) -> bool {
        if self.s[self.i..].starts_with(lit) {
            self.i += lit.len();
            true
        } else {
            false
        }
    }
    fn value(&mut self) -> Result<Json, String> {
        self.ws();
        match self.s.get(self.i).copied() {
            None => Err("eof".into()),
            Some(b'n') if self.eat(b"null") => Ok(Json::Null),
            Some(b't') if self.eat(b"true") => Ok(Json::Bool(true)),
            Some(b'f') if self.eat(b"false") => Ok(Json::Bool(false)),
            Some(b'"') => self.string().map(Json::Str),
            Some(b'[') => {
                self.i += 1;
                let mut v = vec![];
                loop {
                    self.ws();
                    if self.eat(b"]") {
                        break Ok(Json::Arr(v));
                    }
                    if !v.is_empty() && !self.eat(b",") {
                        break Err(format!("comma at {}", self.i));
                    }
                    v.push(self.value()?);
                }
            }
            Some(b'{') => {
                self.i += 1;
                let mut v = vec![];
                loop {
                    self.ws();
                    if self.eat(b"}") {
                        return Ok(Json::Obj(v));
                    }
                    if !v.is_empty() {
                        if !self.eat(b",") {
                            return Err("comma".to_string());
                        }
                        self.ws();
                    }
                    let k = self.string()?;
                    self.ws();
                    if !self.eat(b":") {
                        return Err("colon".to_string());
                    }
                    v.push((k, self.value()?));
                }
            }
            Some(b'-' | b'0'..=b'9') => {
                let st = self.i;
                while matches!(self.s.get(self.i), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
                    self.i += 1;
                }
                std::str::from_utf8(&self.s[st..self.i])
                    .unwrap()
                    .parse()
                    .map(Json::Num)
                    .map_err(|e: std::num::ParseFloatError| e.to_string())
            }
            Some(c) => Err(format!("unexpected {:?}", c as char)),
        }
    }
    fn string(&mut self) -> Result<String, String> {
        if !self.eat(b"\"") {
            return Err(format!("quote at {}", self.i));
        }
        let mut out = Vec::new();
        loop {
            match self.s.get(self.i) {
                Some(b'"') => {
                    self.i += 1;
                    return String::from_utf8(out).map_err(|e| e.to_string());
                }
                Some(b'\\') => {
                    self.i += 1;
                    out.push(match self.s.get(self.i) {
                        Some(b'n') => b'\n',
                        Some(&c) => c,
                        None => return Err("esc".into()),
                    });
                    self.i += 1;
                }
                Some(&c) => {
                    out.push(c);
                    self.i += 1;
                }
                None => return Err("unterminated".into()),
            }
        }
    }
}
impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(b) => write!(f, "{b}"),
            Json::Num(n) => write!(f, "{n}"),
            Json::Str(s) => write!(f, "{s:?}"),
            Json::Arr(v) => {
                f.write_str("[")?;
                for (i, x) in v.iter().enumerate() {
                    if i > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{x}")?;
                }
                f.write_str("]")
            }
            Json::Obj(v) => {
                f.write_str("{")?;
                for (i, (k, x)) in v.iter().enumerate() {
                    if i > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{k:?}:{x}")?;
                }
                f.write_str("}")
            }
        }
    }
}
impl std::str::FromStr for Json {
    type Err = String;
    fn from_str(s: &str) -> Result<Json, String> {
        let mut p = P { s: s.as_bytes(), i: 0 };
        let v = p.value()?;
        p.ws();
        if p.i == s.len() {
            Ok(v)
        } else {
            Err(format!("trailing at {}", p.i))
        }
    }
}
impl std::ops::Index<&str> for Json {
    type Output = Json;
    fn index(&self, k: &str) -> &Json {
        match self {
            Json::Obj(v) => v.iter().find_map(|(n, x)| (n == k).then_some(x)).unwrap_or(&Json::Null),
            _ => &Json::Null,
        }
    }
}
fn depth(j: &Json) -> usize {
    match j {
        Json::Arr(v) => 1 + v.iter().map(depth).max().unwrap_or(0),
        Json::Obj(v) => 1 + v.iter().map(|(_, x)| depth(x)).max().unwrap_or(0),
        _ => 0,
    }
}
fn main() {
    for t in [
        "null",
        " [1, 2.5, -3e2]",
        r#"{"a": [true, {"b": "x\ny\"z"}], "c": null}"#,
        "[1 2]",
        "{\"a\" 1}",
        "\"open",
        "12x",
        "tru",
    ] {
        match t.parse::<Json>() {
            Ok(j) => println!("{j} depth {}", depth(&j)),
            Err(e) => println!("{t}: {e}"),
        }
    }
    let mut j: Json = r#"{"a": [1, 2], "b": {"c": 3}}"#.parse().unwrap();
    println!(
        "{} {:?} {:?}",
        j["b"]["c"],
        j["zz"]["y"],
        j["a"] == Json::Arr(vec![Json::Num(1.0), Json::Num(2.0)])
    );
    if let Json::Obj(fields) = &mut j {
        for (k, v) in fields.iter_mut() {
            k.push('!');
            if let Json::Arr(items) = v {
                items.retain(|x| !matches!(x, Json::Num(n) if *n < 2.0));
            }
        }
        fields.sort_by(|(a, _), (b, _)| b.cmp(a));
    }
    println!("{j} {j:?}");
}
