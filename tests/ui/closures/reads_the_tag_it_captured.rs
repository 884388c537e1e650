// A closure that only matches on what a reference points to captures that place, and reads its tag when it is called:
// here the tag of a variant that no value can have.
#[repr(C)]
#[allow(dead_code)]
enum Kind {
    A,
    B,
    C(Never),
}
enum Never {}

fn main() {
    let number = 2u32;
    let kind = unsafe { &*(&raw const number).cast::<Kind>() };
    let look = || {
        match kind { //~ ERROR uninhabited: variant
            Kind::A => 1,
            Kind::B => 2,
            Kind::C(_) => 3,
        }
    };
    look();
}
