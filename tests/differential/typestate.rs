// Zero-sized markers, PhantomData, builders, newtypes, generic dispatch, sealed traits.
use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::ops::{Add, Mul};

struct Open;
struct Closed;

struct Door<State> {
    opened: u32,
    _state: PhantomData<State>,
}
impl Door<Closed> {
    fn new() -> Self {
        Door { opened: 0, _state: PhantomData }
    }
    fn open(self) -> Door<Open> {
        Door { opened: self.opened + 1, _state: PhantomData }
    }
}
impl Door<Open> {
    fn close(self) -> Door<Closed> {
        Door { opened: self.opened, _state: PhantomData }
    }
}
trait StateName {
    const NAME: &'static str;
}
impl StateName for Open {
    const NAME: &'static str = "open";
}
impl StateName for Closed {
    const NAME: &'static str = "closed";
}
impl<S: StateName> Door<S> {
    fn describe(&self) -> String {
        format!("{} after {}", S::NAME, self.opened)
    }
}

trait Unit: Copy + Default {
    const SUFFIX: &'static str;
    const FACTOR: f64;
}
#[derive(Clone, Copy, Default, Debug)]
struct Metre;
#[derive(Clone, Copy, Default, Debug)]
struct Foot;
impl Unit for Metre {
    const SUFFIX: &'static str = "m";
    const FACTOR: f64 = 1.0;
}
impl Unit for Foot {
    const SUFFIX: &'static str = "ft";
    const FACTOR: f64 = 0.25;
}
#[derive(Clone, Copy, Debug)]
struct Length<U>(f64, PhantomData<U>);
impl<U: Unit> Length<U> {
    fn new(n: f64) -> Self {
        Length(n, PhantomData)
    }
    fn to<V: Unit>(self) -> Length<V> {
        Length::new(self.0 * U::FACTOR / V::FACTOR)
    }
}
impl<U: Unit, V: Unit> Add<Length<V>> for Length<U> {
    type Output = Length<U>;
    fn add(self, o: Length<V>) -> Length<U> {
        Length::new(self.0 + o.to::<U>().0)
    }
}
impl<U: Unit> std::fmt::Display for Length<U> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}{}", self.0, U::SUFFIX)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u32 {}
}
trait Word: sealed::Sealed + Copy + Into<u64> {
    fn hex(self) -> String {
        format!("{:0width$x}", self.into(), width = std::mem::size_of::<Self>() * 2)
    }
}
impl<T: sealed::Sealed + Copy + Into<u64>> Word for T {}

trait Monoid {
    fn empty() -> Self;
    fn append(self, o: Self) -> Self;
}
impl Monoid for String {
    fn empty() -> Self {
        String::new()
    }
    fn append(mut self, o: Self) -> Self {
        self += &o;
        self
    }
}
impl Monoid for () {
    fn empty() {}
    fn append(self, _: ()) {}
}
impl<A: Monoid, B: Monoid> Monoid for (A, B) {
    fn empty() -> Self {
        (A::empty(), B::empty())
    }
    fn append(self, o: Self) -> Self {
        (self.0.append(o.0), self.1.append(o.1))
    }
}
impl<T> Monoid for Vec<T> {
    fn empty() -> Self {
        vec![]
    }
    fn append(mut self, mut o: Self) -> Self {
        Vec::append(&mut self, &mut o);
        self
    }
}
fn concat<M: Monoid>(items: impl IntoIterator<Item = M>) -> M {
    items.into_iter().fold(M::empty(), M::append)
}

fn dot<T, const N: usize>(a: [T; N], b: [T; N]) -> T
where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    a.iter().zip(&b).fold(T::default(), |s, (&x, &y)| s + x * y)
}

struct Registry<'a> {
    handlers: HashMap<&'static str, Vec<Box<dyn Fn(&str) -> String + 'a>>>,
}
impl<'a> Registry<'a> {
    fn on(mut self, name: &'static str, f: impl Fn(&str) -> String + 'a) -> Self {
        self.handlers.entry(name).or_default().push(Box::new(f));
        self
    }
    fn emit(&self, name: &str, arg: &str) -> Vec<String> {
        self.handlers.get(name).into_iter().flatten().map(|h| h(arg)).collect()
    }
}

fn type_pair<A: Debug, B: Debug + ?Sized>(a: A, b: &B) -> String {
    format!("{a:?} {b:?} {}", std::mem::size_of::<A>())
}

fn main() {
    let d = Door::new();
    println!("{}", d.describe());
    let d = d.open().close().open();
    println!("{} {}", d.describe(), std::mem::size_of_val(&d));
    let l = Length::<Metre>::new(2.0) + Length::<Foot>::new(4.0);
    println!("{l} {} {}", l.to::<Foot>(), Length::<Foot>::new(1.0) + l);
    println!("{} {}", 7u8.hex(), 0xbeefu32.hex());
    println!("{:?}", concat([("a".to_string(), vec![1]), ("b".to_string(), vec![2, 3])]));
    println!("{:?} {:?}", concat(vec![(), ()]), concat::<String>(None));
    println!("{} {}", dot([1, 2, 3], [4, 5, 6]), dot([0.5], [4.0]));
    let prefix = String::from(">");
    let r = Registry { handlers: HashMap::new() }.on("up", |s| s.to_uppercase()).on("up", |s| format!("{prefix}{s}")).on("len", |s| s.len().to_string());
    println!("{:?} {:?} {:?}", r.emit("up", "x"), r.emit("len", "four"), r.emit("none", ""));
    println!("{}", type_pair::<u16, [i32]>(3, &[1]));
}
