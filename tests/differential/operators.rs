// Operator overloading, Index, Deref, comparison, Neg, Not, compound assignment.
use std::cmp::Ordering;
use std::ops::*;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct V2 {
    x: f64,
    y: f64,
}

impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        V2 { x: self.x + o.x, y: self.y + o.y }
    }
}
impl Sub for V2 {
    type Output = V2;
    fn sub(self, o: V2) -> V2 {
        V2 { x: self.x - o.x, y: self.y - o.y }
    }
}
impl Mul<f64> for V2 {
    type Output = V2;
    fn mul(self, k: f64) -> V2 {
        V2 { x: self.x * k, y: self.y * k }
    }
}
impl Mul<V2> for f64 {
    type Output = V2;
    fn mul(self, v: V2) -> V2 {
        v * self
    }
}
impl Neg for V2 {
    type Output = V2;
    fn neg(self) -> V2 {
        V2 { x: -self.x, y: -self.y }
    }
}
impl AddAssign for V2 {
    fn add_assign(&mut self, o: V2) {
        *self = *self + o;
    }
}
impl<'a> Add<&'a V2> for &'a V2 {
    type Output = V2;
    fn add(self, o: &V2) -> V2 {
        *self + *o
    }
}
impl std::iter::Sum for V2 {
    fn sum<I: Iterator<Item = V2>>(it: I) -> V2 {
        it.fold(V2::default(), |a, b| a + b)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bits(u8);
impl BitOr for Bits {
    type Output = Self;
    fn bitor(self, o: Self) -> Self {
        Bits(self.0 | o.0)
    }
}
impl BitAnd for Bits {
    type Output = Self;
    fn bitand(self, o: Self) -> Self {
        Bits(self.0 & o.0)
    }
}
impl BitXorAssign for Bits {
    fn bitxor_assign(&mut self, o: Self) {
        self.0 ^= o.0;
    }
}
impl Not for Bits {
    type Output = Self;
    fn not(self) -> Self {
        Bits(!self.0)
    }
}
impl Shl<u32> for Bits {
    type Output = Self;
    fn shl(self, n: u32) -> Self {
        Bits(self.0 << n)
    }
}

struct Grid {
    w: usize,
    cells: Vec<i32>,
}
impl Index<(usize, usize)> for Grid {
    type Output = i32;
    fn index(&self, (r, c): (usize, usize)) -> &i32 {
        &self.cells[r * self.w + c]
    }
}
impl IndexMut<(usize, usize)> for Grid {
    fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut i32 {
        &mut self.cells[r * self.w + c]
    }
}
impl Index<RangeFull> for Grid {
    type Output = [i32];
    fn index(&self, _: RangeFull) -> &[i32] {
        &self.cells
    }
}

struct Meters(Vec<u32>);
impl Deref for Meters {
    type Target = Vec<u32>;
    fn deref(&self) -> &Vec<u32> {
        &self.0
    }
}
impl DerefMut for Meters {
    fn deref_mut(&mut self) -> &mut Vec<u32> {
        &mut self.0
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Version(u32, u32, String);
impl PartialOrd for Version {
    fn partial_cmp(&self, o: &Self) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}
impl Ord for Version {
    fn cmp(&self, o: &Self) -> Ordering {
        self.0.cmp(&o.0).then(self.1.cmp(&o.1)).then_with(|| o.2.cmp(&self.2))
    }
}
impl PartialEq<u32> for Version {
    fn eq(&self, o: &u32) -> bool {
        self.0 == *o
    }
}

fn main() {
    let (a, b) = (V2 { x: 1.0, y: 2.0 }, V2 { x: 0.5, y: -1.0 });
    println!("{:?} {:?} {:?} {:?}", a + b, a - b, a * 2.0, 3.0 * -b);
    let mut c = &a + &b;
    c += a;
    println!("{c:?} {}", a == b);
    println!("{:?}", [a, b, c].into_iter().sum::<V2>());
    let mut f = Bits(1) | Bits(4) << 1;
    f ^= Bits(0xff);
    println!("{f:?} {:?} {:?}", !f, f & Bits(0x0f));
    let mut g = Grid { w: 3, cells: (0..6).collect() };
    g[(1, 2)] += 10;
    g[(0, 0)] = g[(1, 1)] * 2;
    println!("{} {:?}", g[(1, 2)], &g[..]);
    let mut m = Meters(vec![1]);
    m.push(5);
    m[0] = 9;
    println!("{} {:?} {}", m.len(), m.iter().max(), m.contains(&5));
    let mut vs = vec![Version(1, 2, "b".into()), Version(1, 2, "a".into()), Version(0, 9, "".into())];
    vs.sort();
    println!("{vs:?} {} {}", vs[0] < vs[1], vs[0] == 0);
    println!("{:?} {:?}", vs.iter().max(), vs[1].cmp(&vs[2]));
    println!("{:?} {:?}", (1, "b") < (1, "c"), [1, 2, 3] < [1, 3, 0]);
    println!("{:?} {:?}", Some(1) > None, Ok::<i32, i32>(9) < Err(0));
    println!("{:?}", 3.cmp(&1).reverse().is_lt());
    println!("{} {}", std::cmp::max("x", "y"), std::cmp::min(3, 2));
    println!("{:?} {:?}", 15.clamp(0, 10), (1..4) == (1..4));
}
