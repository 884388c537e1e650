// Generics: bounds, associated types and consts, default methods, blanket impls, supertraits.
use std::fmt::{self, Debug, Display};

trait Animal {
    const LEGS: u32;
    fn name(&self) -> String;
    fn describe(&self) -> String {
        format!("{} on {} legs", self.name(), Self::LEGS)
    }
}

struct Dog;
struct Bird {
    kind: &'static str,
}

impl Animal for Dog {
    const LEGS: u32 = 4;
    fn name(&self) -> String {
        "dog".into()
    }
}

impl Animal for Bird {
    const LEGS: u32 = 2;
    fn name(&self) -> String {
        self.kind.to_string()
    }
    fn describe(&self) -> String {
        format!("a bird: {}", self.kind)
    }
}

trait Loud: Animal {
    fn shout(&self) -> String {
        self.name().to_uppercase() + "!"
    }
}
impl<T: Animal> Loud for T {}

trait Container {
    type Item;
    type Iter<'a>: Iterator<Item = &'a Self::Item>
    where
        Self: 'a;
    fn items<'a>(&'a self) -> Self::Iter<'a>;
    fn first(&self) -> Option<&Self::Item> {
        self.items().next()
    }
}

struct Stack<T> {
    inner: Vec<T>,
}

impl<T> Container for Stack<T> {
    type Item = T;
    type Iter<'a> = std::slice::Iter<'a, T> where T: 'a;
    fn items<'a>(&'a self) -> Self::Iter<'a> {
        self.inner.iter()
    }
}

fn show_all<C>(c: &C) -> String
where
    C: Container,
    C::Item: Display,
{
    c.items().map(|i| i.to_string()).collect::<Vec<_>>().join(",")
}

trait Zero {
    const ZERO: Self;
}
macro_rules! zero { ($($t:ty => $z:expr),*) => { $(impl Zero for $t { const ZERO: Self = $z; })* } }
zero!(i32 => 0, f64 => 0.0, u8 => 0);

fn total<T>(items: &[T]) -> T
where
    T: Zero + Copy + std::ops::Add<Output = T>,
{
    items.iter().fold(T::ZERO, |a, &b| a + b)
}

fn largest<T: PartialOrd>(items: &[T]) -> Option<&T> {
    let mut it = items.iter();
    let mut best = it.next()?;
    for i in it {
        if i > best {
            best = i;
        }
    }
    Some(best)
}

struct Matrix<const R: usize, const C: usize>([[i32; C]; R]);

impl<const R: usize, const C: usize> Matrix<R, C> {
    const CELLS: usize = R * C;
    fn transpose(&self) -> Matrix<C, R> {
        let mut out = [[0; R]; C];
        for r in 0..R {
            for c in 0..C {
                out[c][r] = self.0[r][c];
            }
        }
        Matrix(out)
    }
}

impl<const R: usize, const C: usize> Display for Matrix<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.0 {
            writeln!(f, "{row:?}")?;
        }
        Ok(())
    }
}

trait Visitor<T> {
    fn visit(&mut self, t: T);
}
struct Sum(i64);
impl Visitor<i32> for Sum {
    fn visit(&mut self, t: i32) {
        self.0 += t as i64;
    }
}
impl Visitor<&str> for Sum {
    fn visit(&mut self, t: &str) {
        self.0 += t.len() as i64;
    }
}

trait Named {
    fn static_name() -> &'static str;
}
impl Named for i32 {
    fn static_name() -> &'static str {
        "i32"
    }
}
impl<T: Named> Named for Vec<T> {
    fn static_name() -> &'static str {
        "vec"
    }
}
impl<T: Named, U: Named> Named for (T, U) {
    fn static_name() -> &'static str {
        if T::static_name() == U::static_name() { "twin" } else { "pair" }
    }
}

fn debug_all(items: impl IntoIterator<Item = impl Debug>) -> String {
    let mut s = String::new();
    for i in items {
        s += &format!("{i:?};");
    }
    s
}

fn main() {
    println!("{} | {}", Dog.describe(), Bird { kind: "emu" }.describe());
    println!("{} {}", Dog.shout(), <Bird as Loud>::shout(&Bird { kind: "owl" }));
    println!("{}", Dog::LEGS + <Bird as Animal>::LEGS);
    let s = Stack { inner: vec![3, 1, 2] };
    println!("{} {:?}", show_all(&s), s.first());
    println!("{} {} {}", total(&[1, 2, 3]), total(&[0.5, 0.25]), total::<u8>(&[]));
    println!("{:?} {:?} {:?}", largest(&[3, 9, 2]), largest(&["b", "a"]), largest::<f64>(&[]));
    let m = Matrix([[1, 2, 3], [4, 5, 6]]);
    print!("{}{}", m, m.transpose());
    println!("{}", Matrix::<2, 3>::CELLS);
    let mut v = Sum(0);
    v.visit(5);
    v.visit("four");
    println!("{}", v.0);
    println!("{} {} {}", <Vec<i32>>::static_name(), <(i32, i32)>::static_name(), <(i32, Vec<i32>) as Named>::static_name());
    println!("{} {}", debug_all([Some(1), None]), debug_all("ab".chars()));
}
