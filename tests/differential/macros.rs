// macro_rules: repetition, recursion, hygiene, fragments, items from macros.
macro_rules! max {
    ($x:expr) => { $x };
    ($x:expr, $($rest:expr),+ $(,)?) => {{
        let a = $x;
        let b = max!($($rest),+);
        if a > b { a } else { b }
    }};
}

macro_rules! count {
    () => { 0usize };
    ($head:tt $($tail:tt)*) => { 1usize + count!($($tail)*) };
}

macro_rules! map {
    ($($k:expr => $v:expr),* $(,)?) => {{
        let mut m = Vec::new();
        $( m.push(($k, $v)); )*
        m
    }};
}

macro_rules! swap {
    ($a:ident, $b:ident) => {
        let tmp = $a;
        $a = $b;
        $b = tmp;
    };
}

macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($field:ident : $ty:ty = $default:expr),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($field: $ty),* }
        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $default),* }
            }
        }
        impl $name {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
            $(
                fn $field(mut self, value: $ty) -> Self {
                    self.$field = value;
                    self
                }
            )*
        }
    };
}

record! {
    /// Options.
    #[derive(Debug, Clone)]
    pub struct Options {
        width: u32 = 80,
        title: String = "untitled".to_string(),
        flags: [bool; 2] = [true; 2],
    }
}

macro_rules! calc {
    (eval $e:expr) => { println!("{} = {}", stringify!($e), $e) };
    (eval $e:expr, $(eval $es:expr),+) => {{
        calc!(eval $e);
        calc!($(eval $es),+)
    }};
}

macro_rules! matrix {
    ($([$($x:expr),*]),*) => { vec![$(vec![$($x * 2),*]),*] };
}

macro_rules! enum_str {
    ($name:ident { $($variant:ident = $val:literal),* }) => {
        #[derive(Clone, Copy)]
        enum $name { $($variant = $val),* }
        impl $name {
            fn name(self) -> &'static str {
                match self { $($name::$variant => stringify!($variant)),* }
            }
            fn all() -> Vec<$name> { vec![$($name::$variant),*] }
        }
    };
}
enum_str!(Planet { Mercury = 1, Venus = 2, Earth = 3 });

macro_rules! closure_of {
    (|$($p:pat_param),*| $body:block) => { |$($p),*| $body };
}

macro_rules! tt_muncher {
    (@acc [$($acc:tt)*]) => { concat!($(stringify!($acc), "."),*) };
    (@acc [$($acc:tt)*] $head:tt $($tail:tt)*) => { tt_muncher!(@acc [$head $($acc)*] $($tail)*) };
    ($($t:tt)*) => { tt_muncher!(@acc [] $($t)*) };
}

macro_rules! make_fn {
    ($name:ident<$($g:ident),*>($($a:ident: $t:ty),*) -> $r:ty $body:block) => {
        fn $name<$($g: std::fmt::Debug),*>($($a: $t),*) -> $r $body
    };
}
make_fn!(show<T, U>(t: T, u: U) -> String { format!("{t:?}/{u:?}") });

macro_rules! control {
    ($label:lifetime, $cond:expr) => { if $cond { break $label } };
}

macro_rules! hygiene {
    ($e:expr) => {{
        let x = 100;
        $e + x
    }};
}

mod inner {
    macro_rules! local { ($($t:ty),*) => { [$(<$t>::MAX as u64),*] } }
    pub fn maxes() -> [u64; 3] {
        local!(u8, u16, u32)
    }
}

fn main() {
    println!("{} {}", max!(3), max!(4, 9, 2 + 3,));
    println!("{} {}", count!(), count!(a b (c d) [e] 5));
    println!("{:?}", map! { "a" => 1, "b" => 2, });
    let (mut p, mut q) = (1, 2);
    swap!(p, q);
    let tmp = 50;
    println!("{p} {q} {tmp}");
    let o = Options::default().width(120).flags([false, true]);
    println!("{o:?} {:?}", Options::FIELDS);
    calc!(eval 1 + 2, eval (3 * 4) - 5, eval 7 % 4);
    println!("{:?}", matrix!([1, 2], [3], []));
    for p in Planet::all() {
        print!("{}={} ", p.name(), p as i32);
    }
    println!();
    let f = closure_of!(|(a, b), c| { a * b + c });
    println!("{}", f((2, 3), 4));
    println!("{}", tt_muncher!(x + 1 (y)));
    println!("{}", show('c', [1u8]));
    let mut n = 0;
    'l: loop {
        n += 1;
        control!('l, n > 4);
    }
    let x = 1;
    println!("{n} {} {:?}", hygiene!(x * 2), inner::maxes());
    assert!(matches!(max!(1, 2), 2), "never {}", 1);
    println!("{}", concat!("a", 1, 2.5, true, 'c'));
    println!("{} {}", line!() > 0, module_path!().is_empty());
    println!("{}", if cfg!(debug_assertions) || true { "dbg" } else { "rel" });
}
