// text processing, io::Write to Vec, BufRead on slices, Cursor, format to String, sort by cached key
use std::fmt::Write as _;
use std::io::{self, BufRead, Cursor, Read, Write};
fn main() -> io::Result<()> {
    let text = "name,qty,price\nwidget,4,3.50\ngadget,10,0.99\n\nbad,x,1\n";
    let mut total = 0.0;
    let mut errs = vec![];
    for (n, line) in text.lines().enumerate().skip(1).filter(|(_, l)| !l.is_empty()) {
        let f: Vec<&str> = line.split(',').collect();
        let [name, q, p] = f[..] else { continue };
        match (q.parse::<u32>(), p.parse::<f64>()) {
            (Ok(q), Ok(p)) => {
                total += q as f64 * p;
                println!("{name:<8}|{q:>4}|{p:>7.2}");
            }
            (Err(e), _) => errs.push(format!("line {}: {e}", n + 1)),
            (_, Err(e)) => errs.push(e.to_string()),
        }
    }
    println!("{total:.2} {errs:?}");
    let mut buf = Vec::new();
    write!(buf, "{}-{:03}", "a", 7)?;
    buf.write_all(b"!\n")?;
    io::stdout().write_all(&buf)?;
    println!("{}", buf.len());
    let mut r = &b"line one\nline two\nrest"[..];
    let mut l = String::new();
    r.read_line(&mut l)?;
    println!("{l:?}");
    println!("{:?}", r.lines().collect::<Result<Vec<_>, _>>()?);
    let mut c = Cursor::new(vec![1u8, 2, 3, 4]);
    let mut two = [0; 2];
    c.read_exact(&mut two)?;
    println!("{two:?} {}", c.position());
    let mut rest = vec![];
    c.read_to_end(&mut rest)?;
    println!("{rest:?} {:?}", c.read_exact(&mut two).map_err(|e| e.kind()));
    let mut s = String::new();
    writeln!(s, "{:>width$}", "r", width = 4).unwrap();
    for w in ["x", "y"] {
        write!(&mut s, "<{w}>").unwrap();
    }
    println!("{s:?}");
    let mut ws: Vec<String> = "the quick brown fox jumps".split(' ').map(str::to_owned).collect();
    ws.sort_by_cached_key(|w| std::cmp::Reverse(w.len()));
    println!("{}", ws.join(" "));
    println!(
        "{:?}",
        "a=1;b=2"
            .split(';')
            .filter_map(|kv| kv.split_once('='))
            .map(|(k, v)| (k, v.parse::<i32>().unwrap()))
            .collect::<std::collections::BTreeMap<_, _>>()
    );
    println!(
        "{:?} {:?} {:?}",
        "aXbXc".splitn(2, 'X').collect::<Vec<_>>(),
        "aXbXc".rsplit('X').collect::<Vec<_>>(),
        "a,b;c".split([',', ';']).collect::<Vec<_>>()
    );
    println!(
        "{:?} {:?}",
        "abcabc".match_indices("bc").collect::<Vec<_>>(),
        "abc".char_indices().rev().collect::<Vec<_>>()
    );
    println!(
        "{:?} {:?}",
        "x1y22".split(|c: char| c.is_ascii_digit()).collect::<Vec<_>>(),
        "one  two".split("  ").last()
    );
    println!(
        "{} {:?} {:?}",
        "ß".to_uppercase(),
        "Dž".to_lowercase(),
        "tschüß".chars().rev().collect::<String>()
    );
    println!("{:?} {:?}", "abc".replacen('b', "--", 1), "a\\b".escape_default().to_string());
    println!("{:?}", "line\r\n".trim_end_matches(['\r', '\n']));
    println!(
        "{:?} {:?}",
        "z".repeat(3)
            .as_bytes()
            .iter()
            .rev()
            .map(|b| b.wrapping_add(1) as char)
            .collect::<String>(),
        "αβγ".char_indices().nth(1)
    );
    let e = io::Error::new(io::ErrorKind::Other, "custom");
    println!("{e} {:?}", e.kind());
    println!(
        "{:?}",
        "AbC"
            .bytes()
            .map(|b| if b.is_ascii_uppercase() {
                b.to_ascii_lowercase()
            } else {
                b.to_ascii_uppercase()
            } as char)
            .collect::<String>()
    );
    Ok(())
}
