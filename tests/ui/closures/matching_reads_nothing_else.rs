// The passing twin: the tag is one that a value can have, and the payload that the closure does not name is not read.
#[repr(C)]
#[allow(dead_code)]
enum Kind {
    A,
    B(std::mem::MaybeUninit<u32>),
}

fn main() {
    let pair = (Kind::B(std::mem::MaybeUninit::uninit()), String::from("whole"));
    let reference = &pair;
    let look = || match reference {
        (Kind::A, _) => 1,
        (Kind::B(_), _) => 2,
    };
    assert_eq!(look(), 2);
    drop(pair.1);
}
