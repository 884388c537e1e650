// generic traits with dyn upcasting, Any + Debug combos, trait objects in maps, default generic params, PartialEq between types
use std::any::{type_name, Any, TypeId};
use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::rc::Rc;
trait Base {
    fn id(&self) -> u32;
    fn as_any(&self) -> &dyn Any;
}
trait Derived: Base + Debug {
    fn name(&self) -> String {
        format!("d{}", self.id())
    }
}
#[derive(Debug)]
struct A(u32);
#[derive(Debug)]
struct B {
    x: String,
}
impl Base for A {
    fn id(&self) -> u32 {
        self.0
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}
impl Derived for A {}
impl Base for B {
    fn id(&self) -> u32 {
        self.x.len() as u32
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}
impl Derived for B {
    fn name(&self) -> String {
        self.x.clone()
    }
}
fn base_ids(v: &[Box<dyn Derived>]) -> Vec<u32> {
    v.iter()
        .map(|d| {
            let b: &dyn Base = &**d;
            b.id()
        })
        .collect()
}
impl PartialEq for dyn Derived {
    fn eq(&self, o: &dyn Derived) -> bool {
        self.id() == o.id()
    }
}
struct Wrapper<T: ?Sized + Display = str> {
    n: u8,
    t: Box<T>,
}
impl<T: ?Sized + Display> Wrapper<T> {
    fn show(&self) -> String {
        format!("{}:{}", self.n, self.t)
    }
}
trait Shape {
    fn area(&self) -> f64;
}
struct Cl<F>(F);
impl<F: Fn() -> f64> Shape for Cl<F> {
    fn area(&self) -> f64 {
        (self.0)()
    }
}
impl<T: Shape + ?Sized> Shape for &T {
    fn area(&self) -> f64 {
        (**self).area()
    }
}
impl<T: Shape + ?Sized> Shape for Box<T> {
    fn area(&self) -> f64 {
        (**self).area()
    }
}
impl Shape for [f64; 2] {
    fn area(&self) -> f64 {
        self[0] * self[1]
    }
}

fn sum<S: Shape>(s: &[S]) -> f64 {
    s.iter().map(Shape::area).sum()
}
struct Reg {
    by_type: HashMap<TypeId, Box<dyn Any>>,
}
impl Reg {
    fn put<T: Any>(&mut self, t: T) -> &mut Self {
        self.by_type.insert(TypeId::of::<T>(), Box::new(t));
        self
    }
    fn get<T: Any>(&self) -> Option<&T> {
        self.by_type.get(&TypeId::of::<T>())?.downcast_ref()
    }
    fn get_mut<T: Any>(&mut self) -> Option<&mut T> {
        self.by_type.get_mut(&TypeId::of::<T>()).and_then(|b| b.downcast_mut())
    }
}
fn main() {
    let v: Vec<Box<dyn Derived>> = vec![Box::new(A(7)), Box::new(B { x: "seven77".into() })];
    println!(
        "{:?} {:?} {}",
        base_ids(&v),
        v.iter().map(|d| d.name()).collect::<Vec<_>>(),
        *v[0] == *v[1]
    );
    println!("{:?} {:?}", v, v[1].as_any().downcast_ref::<B>().map(|b| &b.x));
    let d: Rc<dyn Derived> = Rc::new(A(1));
    let b: Rc<dyn Base> = d.clone();
    println!("{} {}", b.id(), Rc::strong_count(&d));
    println!(
        "{} {}",
        Wrapper::<str> { n: 1, t: "s".into() }.show(),
        Wrapper::<dyn Display> { n: 2, t: Box::new(3) }.show()
    );
    let k = 2.5;
    println!(
        "{} {} {}",
        sum(&[[1.0, 2.0], [3.0, 4.0]]),
        sum(&[Box::new(Cl(move || k)) as Box<dyn Shape>, Box::new([2.0, 2.0])]),
        sum(&[&[1.0, 1.0] as &dyn Shape])
    );
    let mut r = Reg { by_type: HashMap::new() };
    r.put(5i32).put("str").put(vec![1]);
    r.get_mut::<Vec<i32>>().unwrap().push(2);
    println!(
        "{:?} {:?} {:?} {:?}",
        r.get::<i32>(),
        r.get::<&str>(),
        r.get::<Vec<i32>>(),
        r.get::<u8>()
    );
    println!(
        "{} {} {}",
        type_name::<Option<i32>>(),
        type_name::<[u8]>(),
        type_name::<&str>()
    );
    let x: Box<dyn Any + Send> = Box::new(1u8);
    println!("{} {:?}", x.is::<u8>(), x.downcast::<i8>().is_err());
}
