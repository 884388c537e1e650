// Floating-point numbers; the machine provides the digits.

use super::*;
use crate::intrinsics;

const SHORTEST: u32 = 0;
const SIGNIFICANT: u32 = 1;
const FRACTION: u32 = 2;

// The digits d1 d2 ... with value 0.d1d2... * 10^exponent.
struct Decimal {
    digits: [u8; 1100],
    len: usize,
    exponent: i32,
}
impl Decimal {
    fn digits(&self) -> &[u8] {
        &self.digits[..self.len]
    }
}
#[derive(Copy, Clone)]
struct Float {
    bits: u64,
    is_f64: bool,
    value: f64,
}
impl Float {
    fn is_negative(self) -> bool {
        if self.is_f64 { self.bits >> 63 != 0 } else { self.bits >> 31 != 0 }
    }
    fn decimal(self, mode: u32, count: usize) -> Decimal {
        let mut d = Decimal { digits: [0; 1100], len: 0, exponent: 0 };
        let sign = if self.is_f64 { 1 << 63 } else { 1 << 31 };
        d.len = unsafe {
            intrinsics::assay_float_to_decimal(
                self.bits & !sign,
                self.is_f64,
                mode,
                count,
                &raw mut d.digits as *mut u8,
                &raw mut d.exponent,
            )
        };
        d
    }
}

// Collects a short text and hands it over as one string.
struct Text {
    bytes: [u8; 2300],
    len: usize,
}
impl Text {
    fn new() -> Text {
        Text { bytes: [0; 2300], len: 0 }
    }
    fn push(&mut self, b: u8) {
        if self.len < self.bytes.len() {
            self.bytes[self.len] = b;
            self.len += 1;
        }
    }
    fn as_str(&self) -> &str {
        unsafe { crate::str::from_utf8_unchecked(&self.bytes[..self.len]) }
    }
}
fn sign_of(float: Float, f: &Formatter<'_>) -> &'static str {
    if float.is_negative() {
        "-"
    } else if f.sign_plus() {
        "+"
    } else {
        ""
    }
}
// Infinities and NaN; true if it was one.
fn fmt_special(float: Float, f: &mut Formatter<'_>) -> Option<Result> {
    let (sign, text) = if float.value != float.value {
        ("", "NaN")
    } else if float.value == f64::INFINITY || float.value == f64::NEG_INFINITY {
        (sign_of(float, f), "inf")
    } else {
        return None;
    };
    let mut options = f.options;
    options.flags &= !8;
    Some(f.with_options(options).pad_number(sign, "", text))
}
fn fmt_positional(float: Float, min_fraction: usize, f: &mut Formatter<'_>) -> Result {
    if let Some(done) = fmt_special(float, f) {
        return done;
    }
    let sign = sign_of(float, f);
    let precision = f.precision();
    let mut text = Text::new();
    let mut fraction = 0;
    if float.value == 0.0 {
        text.push(b'0');
    } else {
        let d = match precision {
            None => float.decimal(SHORTEST, 0),
            Some(p) => float.decimal(FRACTION, p),
        };
        let digits = d.digits();
        if d.exponent <= 0 || digits.is_empty() {
            text.push(b'0');
        }
        let mut position = 0;
        if d.exponent > 0 {
            while position < d.exponent as usize {
                text.push(if position < digits.len() { digits[position] } else { b'0' });
                position += 1;
            }
        }
        if digits.len() > position || d.exponent < 0 && !digits.is_empty() {
            text.push(b'.');
            let mut zeros = if d.exponent < 0 { -d.exponent } else { 0 };
            while zeros > 0 {
                text.push(b'0');
                fraction += 1;
                zeros -= 1;
            }
            while position < digits.len() {
                text.push(digits[position]);
                fraction += 1;
                position += 1;
            }
        }
    }
    let wanted = match precision {
        Some(p) => p,
        None => min_fraction,
    };
    if fraction < wanted {
        if fraction == 0 {
            text.push(b'.');
        }
        while fraction < wanted {
            text.push(b'0');
            fraction += 1;
        }
    }
    f.pad_number(sign, "", text.as_str())
}
pub(super) fn fmt_scientific(
    sign: &str,
    digits: &[u8],
    exponent: i32,
    fraction: Option<usize>,
    upper: bool,
    f: &mut Formatter<'_>,
) -> Result {
    let mut text = Text::new();
    text.push(digits[0]);
    let wanted = fraction.unwrap_or(digits.len() - 1);
    if wanted > 0 {
        text.push(b'.');
        let mut i = 1;
        while i <= wanted {
            text.push(if i < digits.len() { digits[i] } else { b'0' });
            i += 1;
        }
    }
    text.push(if upper { b'E' } else { b'e' });
    if exponent < 0 {
        text.push(b'-');
    }
    let e = exponent.unsigned_abs();
    if e >= 100 {
        text.push(b'0' + (e / 100) as u8);
    }
    if e >= 10 {
        text.push(b'0' + (e / 10 % 10) as u8);
    }
    text.push(b'0' + (e % 10) as u8);
    let sign = if sign.is_empty() && f.sign_plus() { "+" } else { sign };
    f.pad_number(sign, "", text.as_str())
}
fn fmt_exponential(float: Float, upper: bool, f: &mut Formatter<'_>) -> Result {
    if let Some(done) = fmt_special(float, f) {
        return done;
    }
    let sign = sign_of(float, f);
    let precision = f.precision();
    if float.value == 0.0 {
        return fmt_scientific(sign, b"0", 0, precision, upper, f);
    }
    let d = match precision {
        None => float.decimal(SHORTEST, 0),
        Some(p) => float.decimal(SIGNIFICANT, p + 1),
    };
    fmt_scientific(sign, d.digits(), d.exponent - 1, precision, upper, f)
}
fn fmt_debug(float: Float, f: &mut Formatter<'_>) -> Result {
    let abs = float.value.abs();
    if f.precision().is_some() || abs == 0.0 || (abs >= 1e-4 && abs < 1e16) || !(abs < f64::INFINITY) {
        fmt_positional(float, 1, f)
    } else {
        fmt_exponential(float, false, f)
    }
}

macro_rules! float_formats {
    ($($t:ident $is_f64:literal;)*) => { $(
        impl Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_positional(Float { bits: self.to_bits() as u64, is_f64: $is_f64, value: *self as f64 }, 0, f)
            }
        }
        impl Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_debug(Float { bits: self.to_bits() as u64, is_f64: $is_f64, value: *self as f64 }, f)
            }
        }
        impl LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_exponential(Float { bits: self.to_bits() as u64, is_f64: $is_f64, value: *self as f64 }, false, f)
            }
        }
        impl UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_exponential(Float { bits: self.to_bits() as u64, is_f64: $is_f64, value: *self as f64 }, true, f)
            }
        }
    )* };
}
float_formats! { f32 false; f64 true; }
