// Structs, tuples, arrays, enums with data and discriminants.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Empty,
    Circle { center: Point, radius: u32 },
    Rect(Point, Point),
    Group(Vec<Shape>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Level {
    Low = 1,
    Mid = 5,
    High,
}

struct Unit;
struct Wrapper(i64);
struct Pair<A, B>(A, B);

impl Point {
    const ORIGIN: Point = Point { x: 0, y: 0 };
    fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
    fn translate(&mut self, dx: i32, dy: i32) -> &mut Self {
        self.x += dx;
        self.y += dy;
        self
    }
    fn manhattan(self, other: Point) -> i32 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }
}

impl Shape {
    fn area(&self) -> i64 {
        match self {
            Shape::Empty => 0,
            Shape::Circle { radius, .. } => 3 * i64::from(*radius) * i64::from(*radius),
            Shape::Rect(a, b) => ((b.x - a.x) as i64 * (b.y - a.y) as i64).abs(),
            Shape::Group(members) => members.iter().map(Shape::area).sum(),
        }
    }
    fn depth(&self) -> usize {
        match *self {
            Shape::Group(ref members) => 1 + members.iter().map(|m| m.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }
}

fn main() {
    let mut p = Point::new(3, 4);
    p.translate(1, 1).translate(-2, 0);
    println!("{:?} {}", p, p.manhattan(Point::ORIGIN));
    let q = Point { x: 10, ..p };
    println!("{q:?} {}", p == q);
    let g = Shape::Group(vec![
        Shape::Rect(p, q),
        Shape::Circle { center: q, radius: 2 },
        Shape::Group(vec![Shape::Empty, Shape::Rect(Point::ORIGIN, q)]),
    ]);
    println!("{} {}", g.area(), g.depth());
    println!("{:?}", g.clone() == g);
    println!("{g:?}");
    for l in [Level::Low, Level::Mid, Level::High] {
        println!("{:?} {} {}", l, l as u8, l > Level::Low);
    }
    let Unit = Unit;
    let w = Wrapper(-9);
    let Pair(a, b) = Pair("left", [1u8, 2, 3]);
    println!("{} {} {:?}", w.0, a, b);
    let mut grid = [[0u16; 4]; 3];
    for (r, row) in grid.iter_mut().enumerate() {
        for (c, cell) in row.iter_mut().enumerate() {
            *cell = (r * 10 + c) as u16;
        }
    }
    println!("{:?} {}", grid, grid[2][3]);
    grid[1] = grid[2];
    grid[0][1..3].copy_from_slice(&[7, 8]);
    println!("{:?} {}", grid, grid == [[0, 7, 8, 3], [20, 21, 22, 23], [20, 21, 22, 23]]);
    let t = (1, ("two", 3.0), [4, 5]);
    let (one, (two, three), [four, five]) = t;
    println!("{one} {two} {three} {four} {five} {}", (t.1).1);
    let mut nested = ((1, 2), 3);
    nested.0.1 += 40;
    std::mem::swap(&mut nested.0.0, &mut nested.1);
    println!("{nested:?}");
    let big: [u64; 100] = std::array::from_fn(|i| (i * i) as u64);
    println!("{}", big.iter().sum::<u64>());
    println!("{:?}", Some(Some(3)).map(|o| o.map(|n| n * 2)));
}
