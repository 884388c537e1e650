// Integers in every radix.

use super::*;

fn digits_of(mut n: u128, radix: u128, upper: bool, buf: &mut [u8; 128]) -> &str {
    let mut start = buf.len();
    // Machine words are enough for almost everything.
    if n <= u64::MAX as u128 {
        let (mut small, radix) = (n as u64, radix as u64);
        loop {
            start -= 1;
            buf[start] = digit((small % radix) as u8, upper);
            small /= radix;
            if small == 0 {
                break;
            }
        }
    } else {
        while n != 0 {
            start -= 1;
            buf[start] = digit((n % radix) as u8, upper);
            n /= radix;
        }
    }
    unsafe { crate::str::from_utf8_unchecked(&buf[start..]) }
}
#[inline]
fn digit(d: u8, upper: bool) -> u8 {
    if d < 10 {
        b'0' + d
    } else if upper {
        b'A' + d - 10
    } else {
        b'a' + d - 10
    }
}
fn fmt_radix(n: u128, radix: u128, upper: bool, prefix: &str, f: &mut Formatter<'_>) -> Result {
    let mut buf = [0; 128];
    let digits = digits_of(n, radix, upper, &mut buf);
    f.pad_integral(true, prefix, digits)
}
fn fmt_decimal(is_nonnegative: bool, n: u128, f: &mut Formatter<'_>) -> Result {
    let mut buf = [0; 128];
    let digits = digits_of(n, 10, false, &mut buf);
    f.pad_integral(is_nonnegative, "", digits)
}
// `1.5e3` for an integer.
fn fmt_exponent(is_nonnegative: bool, n: u128, upper: bool, f: &mut Formatter<'_>) -> Result {
    let mut exponent = 0;
    let mut n = n;
    while n != 0 && n % 10 == 0 && f.precision().is_none() {
        n /= 10;
        exponent += 1;
    }
    let mut buf = [0; 128];
    let digits = digits_of(n, 10, false, &mut buf);
    exponent += digits.len() - 1;
    let wanted = f.precision().unwrap_or(digits.len() - 1);
    // Cut digits are rounded half to even on the exact value.
    let mut text = [b'0'; 64];
    let mut len = 0;
    for b in digits.bytes() {
        text[len] = b;
        len += 1;
    }
    if wanted + 1 < len {
        let keep = wanted + 1;
        let tail = &text[keep..len];
        let half = tail[0] == b'5' && tail[1..].iter().all(|&b| b == b'0');
        let up = if half { text[keep - 1] % 2 == 1 } else { tail[0] >= b'5' };
        len = keep;
        if up {
            let mut i = keep;
            loop {
                if i == 0 {
                    let mut j = len;
                    while j > 0 {
                        text[j] = text[j - 1];
                        j -= 1;
                    }
                    text[0] = b'1';
                    exponent += 1;
                    break;
                }
                i -= 1;
                if text[i] == b'9' {
                    text[i] = b'0';
                } else {
                    text[i] += 1;
                    break;
                }
            }
        }
    }
    float::fmt_scientific(if is_nonnegative { "" } else { "-" }, &text[..len], exponent as i32, Some(wanted), upper, f)
}

macro_rules! int_formats {
    ($($t:ident $u:ident;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                fmt_decimal(is_nonnegative, n as u128, f)
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if f.debug_lower_hex() { LowerHex::fmt(self, f) }
                else if f.debug_upper_hex() { UpperHex::fmt(self, f) }
                else { Display::fmt(self, f) }
            }
        }
        impl Binary for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { fmt_radix(*self as $u as u128, 2, false, "0b", f) }
        }
        impl Octal for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { fmt_radix(*self as $u as u128, 8, false, "0o", f) }
        }
        impl LowerHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { fmt_radix(*self as $u as u128, 16, false, "0x", f) }
        }
        impl UpperHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { fmt_radix(*self as $u as u128, 16, true, "0x", f) }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                fmt_exponent(is_nonnegative, n as u128, false, f)
            }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $u } else { (*self as $u).wrapping_neg() };
                fmt_exponent(is_nonnegative, n as u128, true, f)
            }
        }
    )* };
}
int_formats! {
    u8 u8; u16 u16; u32 u32; u64 u64; u128 u128; usize usize; i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize;
}
