fn main() {
    let r = std::panic::catch_unwind(|| {
        if std::hint::black_box(true) {
            panic!("inside")
        }
        5
    });
    assert_eq!(*r.unwrap_err().downcast::<&str>().unwrap(), "inside");
}
