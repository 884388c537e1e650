// Integer arithmetic at every width: wrapping, checked, overflowing, saturating.
macro_rules! each {
    ($($t:ident),*) => {$(
        {
            let max = $t::MAX;
            let min = $t::MIN;
            println!("{}: {} {} bits {}", stringify!($t), min, max, $t::BITS);
            println!("  wrapping {} {} {}", max.wrapping_add(1), min.wrapping_sub(1), max.wrapping_mul(2));
            println!("  checked {:?} {:?} {:?}", max.checked_add(1), min.checked_sub(1), max.checked_mul(1));
            println!("  saturating {} {} {}", max.saturating_add(5), min.saturating_sub(5), max.saturating_mul(3));
            println!("  overflowing {:?} {:?} {:?}", max.overflowing_add(2), min.overflowing_sub(2), max.overflowing_mul(2));
            println!("  div {:?} {:?} {}", max.checked_div(0), max.checked_rem(7), max / 3);
            println!("  bits {} {} {} {}", max.count_ones(), min.leading_zeros(), max.trailing_ones(), (max >> 1).trailing_zeros());
            println!("  pow {:?} {} {:?}", (3 as $t).checked_pow(200), (3 as $t).wrapping_pow(9), (2 as $t).overflowing_pow(130));
            println!("  rotate {} {}", (max / 5).rotate_left(3), (max / 5).rotate_right(3));
            println!("  bytes {:?} {}", (max / 3).to_le_bytes(), (max / 7).swap_bytes());
        }
    )*};
}

fn signed() {
    let m = i32::MIN;
    println!("{:?} {:?} {} {}", m.checked_neg(), m.checked_abs(), m.wrapping_abs(), m.unsigned_abs());
    println!("{} {} {}", (-7) / 2, (-7) % 2, (-7i32).rem_euclid(2));
    println!("{} {}", (-7i32).div_euclid(2), 7i32.div_euclid(-2));
    println!("{} {} {}", (-5i8).signum(), 0i8.signum(), 9i8.signum());
    println!("{} {}", i64::MIN.wrapping_div(-1), i64::MIN.wrapping_rem(-1));
    println!("{:?} {:?}", i16::MIN.overflowing_neg(), i16::MIN.overflowing_div(-1));
    println!("{} {}", 100i8.abs_diff(-100), 3u8.abs_diff(250));
    println!("{} {}", (-1i32).is_negative(), 5i32.is_positive());
}

fn shifts() {
    for s in [0u32, 1, 7, 31] {
        println!("{} {} {} {}", 1u32 << s, u32::MAX >> s, -1i32 >> s, (0x8000_0001u32 as i32) >> s);
    }
    println!("{:?} {:?}", 1u8.checked_shl(8), 1u8.checked_shr(7));
    println!("{} {}", 1u8.wrapping_shl(9), 128u8.wrapping_shr(9));
    println!("{:?} {:?}", 1i64.overflowing_shl(65), 1i64.overflowing_shr(64));
    let mut x = 0b1011u16;
    x <<= 3;
    x |= 1;
    x ^= 0xff;
    x &= !2;
    x >>= 1;
    println!("{x:#b} {x}");
}

fn casts() {
    println!("{} {} {}", -1i8 as u8, -1i8 as u32, 300i32 as u8);
    println!("{} {} {}", u32::MAX as i32, u64::MAX as i8, i128::MIN as i64);
    println!("{} {} {}", 3.99f64 as i32, -1.5f32 as u8, f64::NAN as i64);
    println!("{} {} {}", 1e20f64 as i32, f32::INFINITY as u16, f64::NEG_INFINITY as i128);
    println!("{} {} {}", true as u8, 'a' as u32, 97u8 as char);
    println!("{:?} {:?}", u8::try_from(300i32).is_err(), i8::try_from(-128i64));
    println!("{} {}", i64::from(7u32), u128::from(9u8));
}

fn main() {
    each!(u8, i8, u16, i16, u32, i32, u64, i64, usize, isize, u128, i128);
    signed();
    shifts();
    casts();
}
