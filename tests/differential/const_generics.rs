// generic assoc consts, const generics exprs, arrays default, PhantomData variance
use std::ops::{Add, Index, IndexMut, Mul, Sub};
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mat<T, const R: usize, const C: usize>([[T; C]; R]);
impl<T: Copy + Default, const R: usize, const C: usize> Default for Mat<T, R, C> {
    fn default() -> Self {
        Mat([[T::default(); C]; R])
    }
}
impl<T, const R: usize, const C: usize> Index<(usize, usize)> for Mat<T, R, C> {
    type Output = T;
    fn index(&self, i: (usize, usize)) -> &T {
        &self.0[i.0][i.1]
    }
}
impl<T, const R: usize, const C: usize> IndexMut<(usize, usize)> for Mat<T, R, C> {
    fn index_mut(&mut self, i: (usize, usize)) -> &mut T {
        &mut self.0[i.0][i.1]
    }
}
impl<T: Copy + Default + Add<Output = T> + Mul<Output = T>, const R: usize, const K: usize, const C: usize> Mul<Mat<T, K, C>>
    for Mat<T, R, K>
{
    type Output = Mat<T, R, C>;
    fn mul(self, o: Mat<T, K, C>) -> Mat<T, R, C> {
        let mut m = Mat::default();
        for r in 0..R {
            for c in 0..C {
                let mut acc = T::default();
                for k in 0..K {
                    acc = acc + self[(r, k)] * o[(k, c)];
                }
                m[(r, c)] = acc;
            }
        }
        m
    }
}
impl<T, const N: usize> Mat<T, N, N>
where
    T: Copy + Default + From<u8>,
{
    const SIZE: usize = N * N;
    fn identity() -> Self {
        let mut m = Self::default();
        for i in 0..N {
            m[(i, i)] = T::from(1);
        }
        m
    }
}
fn map<T, U, const N: usize>(a: [T; N], f: impl FnMut(T) -> U) -> [U; N] {
    a.map(f)
}
struct Ring<T, const N: usize> {
    buf: [Option<T>; N],
    head: usize,
    len: usize,
}
impl<T: Copy, const N: usize> Ring<T, N> {
    fn new() -> Self {
        Ring {
            buf: [None; N],
            head: 0,
            len: 0,
        }
    }
    fn push(&mut self, t: T) -> Option<T> {
        let at = (self.head + self.len) % N;
        if self.len == N {
            self.head = (self.head + 1) % N;
            self.buf[at].replace(t)
        } else {
            self.len += 1;
            self.buf[at].replace(t)
        }
    }
    fn iter(&self) -> impl Iterator<Item = T> + '_ {
        (0..self.len).filter_map(move |i| self.buf[(self.head + i) % N])
    }
}
fn diff<T: Sub + Copy, const N: usize>(a: &[T; N]) -> Vec<T::Output> {
    a.windows(2).map(|w| w[1] - w[0]).collect()
}
fn main() {
    let a = Mat([[1, 2], [3, 4], [5, 6]]);
    let b = Mat([[1, 0, 2], [0, 1, 3]]);
    println!("{:?} {:?}", a * b, b * a);
    println!("{:?} {}", Mat::<f64, 2, 2>::identity(), Mat::<u16, 3, 3>::SIZE);
    println!("{:?} {}", map(["a", "bb"], str::len), Mat([[1u8]]) == Mat::identity());
    let mut r = Ring::<_, 3>::new();
    for i in 0..5 {
        if let Some(o) = r.push(i) {
            print!("-{o} ");
        }
    }
    println!("{:?} {:?}", r.iter().collect::<Vec<_>>(), diff(&[1, 4, 9]));
    let [x, y] = [[0u8; 2]; 2].map(|r| r.len());
    println!("{}", x + y);
}
