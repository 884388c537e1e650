// Trait objects: dispatch, generic methods through them, collections, defaults, Any.
use std::any::Any;
use std::fmt;
use std::rc::Rc;

trait Shape {
    fn area(&self) -> f64;
    fn scale(&mut self, by: f64);
    fn name(&self) -> &str {
        "shape"
    }
    fn boxed_clone(&self) -> Box<dyn Shape>;
}

#[derive(Clone)]
struct Square(f64);
#[derive(Clone)]
struct Circle {
    r: f64,
    label: String,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
    fn scale(&mut self, by: f64) {
        self.0 *= by;
    }
    fn boxed_clone(&self) -> Box<dyn Shape> {
        Box::new(self.clone())
    }
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.r * self.r
    }
    fn scale(&mut self, by: f64) {
        self.r *= by;
    }
    fn name(&self) -> &str {
        &self.label
    }
    fn boxed_clone(&self) -> Box<dyn Shape> {
        Box::new(self.clone())
    }
}

impl fmt::Debug for dyn Shape {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}={}", self.name(), self.area())
    }
}

impl dyn Shape {
    fn twice(&self) -> f64 {
        self.area() * 2.0
    }
}

trait Plugin {
    fn run(&mut self, input: &str) -> Option<String>;
}

struct Echo;
struct CountCalls(u32);

impl Plugin for Echo {
    fn run(&mut self, input: &str) -> Option<String> {
        Some(input.to_string())
    }
}
impl Plugin for CountCalls {
    fn run(&mut self, _: &str) -> Option<String> {
        self.0 += 1;
        (self.0 % 2 == 0).then(|| format!("call {}", self.0))
    }
}
impl<F: FnMut(&str) -> Option<String>> Plugin for F {
    fn run(&mut self, input: &str) -> Option<String> {
        self(input)
    }
}

fn describe(value: &dyn Any) -> String {
    if let Some(n) = value.downcast_ref::<i32>() {
        format!("i32 {n}")
    } else if let Some(s) = value.downcast_ref::<String>() {
        format!("string {s}")
    } else {
        "unknown".to_string()
    }
}

fn total(shapes: &[Box<dyn Shape>]) -> f64 {
    shapes.iter().map(|s| s.area()).sum()
}

fn generic<T: Shape + ?Sized>(t: &T) -> f64 {
    t.area() + 0.5
}

fn main() {
    let mut shapes: Vec<Box<dyn Shape>> = vec![Box::new(Square(2.0)), Box::new(Circle { r: 1.0, label: "disc".into() })];
    println!("{}", total(&shapes));
    for s in shapes.iter_mut() {
        s.scale(3.0);
    }
    println!("{:?} {}", shapes, shapes[0].twice());
    let copies: Vec<_> = shapes.iter().map(|s| s.boxed_clone()).collect();
    shapes.clear();
    println!("{} {}", total(&copies), generic(&*copies[1]));
    println!("{}", generic(&Square(1.0)));
    let mut calls = 0;
    {
        let mut plugins: Vec<Box<dyn Plugin + '_>> = vec![
            Box::new(Echo),
            Box::new(CountCalls(0)),
            Box::new(|s: &str| {
                calls += s.len();
                None
            }),
        ];
        for word in ["one", "two", "three"] {
            let out: Vec<String> = plugins.iter_mut().filter_map(|p| p.run(word)).collect();
            println!("{out:?}");
        }
    }
    println!("{calls}");
    println!("{} {} {}", describe(&5), describe(&String::from("x")), describe(&1.5));
    let any: Box<dyn Any> = Box::new(vec![1u8, 2]);
    match any.downcast::<Vec<u8>>() {
        Ok(v) => println!("{v:?}"),
        Err(_) => println!("no"),
    }
    let shared: Rc<dyn Shape> = Rc::new(Square(4.0));
    let other = Rc::clone(&shared);
    println!("{} {}", other.area(), Rc::strong_count(&shared));
    let table: [(&str, &dyn Fn(f64) -> f64); 2] = [("half", &|x| x / 2.0), ("neg", &|x| -x)];
    for (name, f) in table {
        println!("{name} {}", f(shared.area()));
    }
    println!("{}", std::mem::size_of_val(&*shared));
    let r: &mut dyn Shape = &mut Square(1.5);
    r.scale(2.0);
    println!("{}", r.area());
    let e: Box<dyn std::error::Error> = "boxed".into();
    println!("{e} {e:?}");
}
