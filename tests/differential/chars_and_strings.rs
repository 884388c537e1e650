// Characters and strings.
fn is_palindrome(s: &str) -> bool {
    let cs: Vec<char> = s.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    cs.iter().eq(cs.iter().rev())
}

fn caesar(s: &str, by: u8) -> String {
    s.chars()
        .map(|c| match c {
            'a'..='z' => ((c as u8 - b'a' + by) % 26 + b'a') as char,
            'A'..='Z' => ((c as u8 - b'A' + by) % 26 + b'A') as char,
            _ => c,
        })
        .collect()
}

fn run_length(s: &str) -> String {
    let mut out = String::new();
    let mut it = s.chars().peekable();
    while let Some(c) = it.next() {
        let mut n = 1;
        while it.peek() == Some(&c) {
            it.next();
            n += 1;
        }
        if n > 1 {
            out.push_str(&n.to_string());
        }
        out.push(c);
    }
    out
}

fn main() {
    println!("{}", is_palindrome("A man, a plan, a canal: Panama"));
    println!("{} {}", caesar("Hello, World", 3), caesar(&caesar("abc", 20), 6));
    println!("{}", run_length("aaabccdddd"));
    let s = "grüße, 世界 🦀";
    println!("{} {} {}", s.len(), s.chars().count(), s.is_char_boundary(3));
    for (i, c) in s.char_indices().filter(|(_, c)| !c.is_ascii()) {
        println!("{i} {c:?} {} {}", c.len_utf8(), c as u32);
    }
    println!("{:?}", s.bytes().take(5).collect::<Vec<u8>>());
    println!("{:?} {:?}", s.find('ü'), s.find("世"));
    println!("{:?}", s.split(", ").collect::<Vec<_>>());
    println!("{:?}", "a,b,,c".split(',').collect::<Vec<_>>());
    println!("{:?}", "  lead and trail ".trim());
    println!("{:?} {:?}", " x ".trim_start(), " x ".trim_end());
    println!("{:?}", "one two  three".split_whitespace().rev().collect::<Vec<&str>>());
    println!("{:?}", "l1\nl2\r\nl3".lines().collect::<Vec<_>>());
    println!("{} {} {}", "abc".starts_with("ab"), "abc".ends_with('c'), "abc".contains("bc"));
    println!("{} {}", "Hello".to_uppercase(), "HELLO".to_lowercase());
    println!("{}", "ab".repeat(3));
    println!("{}", "a-b-c".replace('-', "+"));
    println!("{:?} {:?}", "k=v=w".split_once('='), "none".split_once('='));
    println!("{:?}", "xxabcxx".trim_matches('x'));
    println!("{:?} {:?}", "prefix-rest".strip_prefix("prefix-"), "a".strip_suffix("b"));
    println!("{:?}", "tab\t\"quote\" \u{7f} \u{e9} \\ \0 é");
    println!("{:?} {:?} {:?}", 'a', '\'', '\n');
    println!("{} {}", 'ß'.is_alphabetic(), '9'.to_digit(10).unwrap() + 'f'.to_digit(16).unwrap());
    println!("{:?} {:?}", char::from_digit(7, 10), char::from_u32(0xD800));
    println!("{:?}", std::char::from_u32(0x41));
    println!("{}", 'x'.is_ascii_lowercase() && 'X'.is_uppercase() && ' '.is_whitespace());
    println!("{}", 'é'.escape_unicode());
    println!("{}", "a\tb".escape_debug());
    let mut t = String::from("hello");
    t.insert(0, '>');
    t.insert_str(1, "> ");
    let last = t.pop();
    println!("{} {:?} {}", t, last, t.len());
    t.truncate(4);
    t.extend(['x', 'y']);
    t += "z";
    let head = t.remove(0);
    println!("{t} {head}");
    println!("{}", &t[1..3]);
    t.retain(|c| c != 'x');
    println!("{t} {:?}", t.chars().rev().collect::<String>());
    println!("{:?} {:?}", "b" > "abc", "abc".cmp("abd"));
    println!("{:?}", String::from_utf8(vec![104, 105]));
    println!("{}", String::from_utf8(vec![0xff]).is_err());
    println!("{}", String::from_utf8_lossy(&[72, 105]));
    println!("{:?}", std::str::from_utf8(&[0xe4, 0xb8, 0x96]));
    println!("{}", b"bytes"[1] as char);
    println!("{}", r#"raw "string""#);
    println!("{}", ["a", "b", "c"].concat() + &["x", "y"].join("/"));
}
