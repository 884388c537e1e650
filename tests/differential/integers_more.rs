// integer ops breadth
fn main() {
    let a = [0u8, 1, 127, 128, 255];
    for x in a {
        println!(
            "{x} {} {} {} {} {:?} {:?} {} {}",
            x.reverse_bits(),
            x.leading_ones(),
            x.is_power_of_two(),
            x.wrapping_neg(),
            x.checked_next_power_of_two(),
            x.checked_ilog2(),
            x.isqrt(),
            x as i8
        );
    }
    println!(
        "{:?} {:?} {:?}",
        10u32.checked_pow(9),
        10u32.checked_pow(10),
        2i8.saturating_pow(9)
    );
    println!(
        "{} {} {:?}",
        7u32.div_ceil(2),
        10u8.next_multiple_of(4),
        250u8.checked_next_multiple_of(100)
    );
    println!(
        "{:?} {:?} {:?}",
        200u8.overflowing_add(100),
        i8::MIN.overflowing_mul(-1),
        5u8.overflowing_sub(6)
    );
    println!(
        "{:?} {:?} {:?}",
        5u8.checked_add_signed(-6),
        5u8.saturating_add_signed(-6),
        250u8.wrapping_add_signed(10)
    );
    println!(
        "{} {} {}",
        i32::MAX.wrapping_add(1),
        (-128i8).wrapping_abs(),
        i64::MIN.unsigned_abs()
    );
    println!("{:?} {:?}", 100u8.carrying_add_demo(200), 1u64.rotate_right(1));
    println!(
        "{:?} {:?} {:?}",
        u16::from_str_radix("ffff", 16),
        i8::from_str_radix("-80", 16),
        u8::from_str_radix("12", 2)
    );
    println!(
        "{:?} {:?}",
        0x1234u16.to_be_bytes(),
        i32::from_le_bytes([0xff, 0xff, 0xff, 0x7f])
    );
    println!(
        "{} {} {}",
        u32::MAX.count_zeros(),
        0b1010u8.trailing_zeros(),
        i128::MAX.leading_zeros()
    );
    println!("{} {}", 17i32.rem_euclid(-5), (-17i32).div_euclid(5));
    println!("{} {} {}", 12u8.midpoint(13), 5i32.pow(3), 3u8.abs_diff(9));
    println!(
        "{:?} {:?} {:?}",
        10i32.checked_rem(0),
        i32::MIN.checked_div(-1),
        10i32.checked_rem_euclid(3)
    );
    println!("{} {}", u8::MAX.saturating_mul(2), i16::MIN.saturating_neg());
    println!("{:?}", (1u128 << 100).to_string().parse::<u128>().map(|x| x >> 99));
    println!(
        "{:?} {:?}",
        std::num::NonZeroU8::new(5).map(|n| n.get() * 2),
        std::num::NonZeroI32::MIN.get()
    );
    use std::num::Wrapping;
    let mut w = Wrapping(250u8);
    w += Wrapping(10);
    w = w * Wrapping(3);
    println!("{w} {:?}", -w);
    println!("{:?}", std::num::Saturating(250u8) + std::num::Saturating(10));
    println!("{} {}", i32::MAX.signum(), 1u32.swap_bytes());
    println!("{:?} {:?}", 5usize.checked_shl(64), 5i8.checked_shr(3));
    println!("{:?} {:?}", "٣".parse::<u8>().is_err(), "+".parse::<i8>());
    println!("{:?}", [3u8, 1, 2].iter().map(|x| u32::from(*x)).sum::<u32>());
    println!("{} {}", usize::BITS, isize::MIN);
    println!("{:?}", (1..=5u64).map(|x| x.pow(2)).product::<u64>().checked_ilog10());
    println!("{}", !0u8 ^ 0b1010_1010 & 0xf0 | 3 << 1 >> 1);
    println!("{} {}", -5 / 2 * 2 + -5 % 2, -5i32 >> 1);
    println!("{}", (b'a'..=b'e').map(char::from).collect::<String>());
    let mut x = 0xdeadbeefu32;
    x = x.rotate_left(8) ^ x.swap_bytes();
    x |= x >> 3;
    println!("{x:#x} {x:o}");
    println!("{:?}", u64::MAX.carrying_mul_demo(u64::MAX));
}
trait Demo: Sized {
    fn carrying_add_demo(self, o: Self) -> (Self, bool);
}
impl Demo for u8 {
    fn carrying_add_demo(self, o: u8) -> (u8, bool) {
        let s = self as u16 + o as u16;
        (s as u8, s > 255)
    }
}
trait Demo2 {
    fn carrying_mul_demo(self, o: u64) -> (u64, u64);
}
impl Demo2 for u64 {
    fn carrying_mul_demo(self, o: u64) -> (u64, u64) {
        let p = self as u128 * o as u128;
        (p as u64, (p >> 64) as u64)
    }
}
