use std::panic::catch_unwind;
fn m(f: impl FnOnce() -> usize + std::panic::UnwindSafe) {
    let e = catch_unwind(f).unwrap_err();
    println!(
        "{}",
        e.downcast_ref::<String>()
            .map(|s| format!("S {s}"))
            .unwrap_or_else(|| format!("s {}", e.downcast_ref::<&str>().unwrap()))
    );
}
fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let s = std::hint::black_box("aé");
    let long = std::hint::black_box("é".repeat(200));
    m(|| s[2..].len());
    m(|| s[..2].len());
    m(|| s[9..].len());
    m(|| s[..9].len());
    m(|| s[1..9].len());
    m(|| s[3..1].len());
    m(|| s[2..1].len());
    m(|| s[..=5].len());
    m(|| s[0..=1].len());
    m(move || long[1..].len());
    m(|| s.split_at(2).0.len());
    m(|| {
        let mut t = String::from("é");
        t.insert(1, 'a');
        0
    });
    m(|| {
        let mut t = String::from("é");
        t.truncate(1);
        0
    });
    m(|| {
        let mut t = String::from("é");
        t.remove(2);
        0
    });
    m(|| {
        let mut t = String::from("é");
        t.drain(1..);
        0
    });
    m(|| {
        String::from("é").split_off(1);
        0
    });
    m(|| {
        String::from("é").replace_range(1.., "x");
        0
    });
    let v = vec![1, 2, 3];
    let z = std::hint::black_box(5);
    let w = v.clone();
    m(move || w[z..].len());
    let w = v.clone();
    m(move || w[..z].len());
    let w = v.clone();
    m(move || w[z..1].len());
    let w = v.clone();
    m(move || w[1..z].len());
    let w = v.clone();
    m(move || w[..=usize::MAX].len());
    let w = v.clone();
    m(move || w[1..=z].len());
    let w = v.clone();
    m(move || w.split_at(z).0.len());
    let mut w = v.clone();
    m(move || w.remove(z));
    let mut w = v.clone();
    m(move || {
        w.insert(z, 1);
        0
    });
    let mut w = v.clone();
    m(move || w.swap_remove(z));
    let mut w = v.clone();
    m(move || w.split_off(z).len());
    let mut w = v.clone();
    m(move || w.drain(z..).len());
    let mut w = v.clone();
    m(move || {
        w.swap(0, z);
        0
    });
    let w = v.clone();
    m(move || w.chunks(0).len());
    let w = v.clone();
    m(move || w.windows(0).len());
    let mut w = v.clone();
    m(move || {
        w.copy_from_slice(&[1]);
        0
    });
    let mut w = v.clone();
    m(move || {
        w.rotate_left(z);
        0
    });
    let w = v.clone();
    m(move || w[z]);
    m(|| None::<usize>.expect("m"));
    m(|| Err::<usize, _>(1).unwrap());
    m(|| Ok::<_, usize>(1).unwrap_err());
    m(|| Ok::<_, usize>(1).expect_err("x"));
    m(|| {
        assert_ne!(1, 1, "why {}", 2);
        0
    });
    m(|| {
        assert!(z == 1);
        0
    });
    m(|| {
        debug_assert_eq!(z, 1);
        0
    });
    m(|| unimplemented!());
    m(|| unimplemented!("x {}", z));
    m(|| todo!("y"));
    m(|| unreachable!());
    m(|| unreachable!("lit"));
    m(|| 5usize.pow(z as u32 * 20));
    m(|| (i32::MIN / std::hint::black_box(-1)) as usize);
    m(|| (i32::MIN % std::hint::black_box(-1)) as usize);
    m(|| 1usize - z);
    m(|| z * usize::MAX);
    m(|| 1 >> (z * 20));
    m(|| (-128i8).abs() as usize);
    m(|| 0usize.ilog2() as usize);
    m(|| (0..3).step_by(0).len());
    m(|| char::from_digit(1, 40).map_or(0, |_| 1));
    m(|| "9".repeat(1).parse::<u8>().unwrap().checked_sub(10).unwrap() as usize);
    m(|| {
        let c = std::cell::RefCell::new(1);
        let _a = c.borrow();
        let _b = c.borrow_mut();
        0
    });
    m(|| {
        let c = std::cell::RefCell::new(1);
        let _a = c.borrow_mut();
        let _b = c.borrow();
        0
    });
    m(|| panic!("{}", "lit"));
    m(|| panic!("{z}"));
    m(|| panic!("a {} b {}", 1, "c"));
    m(|| panic!("{}", true));
    m(|| panic!("{:?}", 1));
    m(|| panic!("{}", 'c'));
    m(|| panic!("{}", 1.5));
    m(|| panic!("{:3}", 1));
    m(|| panic!("{}", -1));
    m(|| panic!("{}", format_args!("{}", 2)));
    m(|| panic!("{}", 1u8));
    m(|| panic!("{}", concat!("a", 1)));
    m(|| panic!("{0} {0}", "x"));
    m(|| panic!("{x}", x = 3));
    m(|| panic!("{}", &"r"));
    m(|| panic!("{}", 0x1f));
    m(|| panic!("{{}}"));
    m(|| panic!("{}", stringify!(a)));
    m(|| std::panic::panic_any(String::from("q")));
}
