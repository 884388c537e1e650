// Inverse and hyperbolic functions of floats, computed in `f64` by reduction to short series.

use crate::prelude::v1::*;

const PI: f64 = 3.14159265358979323846264338327950288;

// The arc tangent of 0 <= x: halve the angle until the series converges at once.
fn arc_tangent(x: f64) -> f64 {
    if x > 1.0 {
        return PI / 2.0 - arc_tangent(1.0 / x);
    }
    let mut t = x;
    let mut halvings = 0;
    while t > 0.05 {
        t = t / (1.0 + (1.0 + t * t).sqrt());
        halvings += 1;
    }
    let square = t * t;
    let mut term = t;
    let mut sum = 0.0;
    let mut n = 1.0;
    while term != 0.0 && n < 40.0 {
        sum += term / n;
        term = -(term * square);
        n += 2.0;
    }
    while halvings > 0 {
        sum *= 2.0;
        halvings -= 1;
    }
    sum
}
pub(super) fn atan(x: f64) -> f64 {
    if x.is_nan() || x == 0.0 { x } else { arc_tangent(x.abs()).copysign(x) }
}
pub(super) fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if y == 0.0 {
        return (if x.is_sign_negative() { PI } else { 0.0 }).copysign(y);
    }
    if x == 0.0 {
        return (PI / 2.0).copysign(y);
    }
    let angle = if x.is_infinite() && y.is_infinite() { PI / 4.0 } else { arc_tangent((y / x).abs()) };
    (if x < 0.0 { PI - angle } else { angle }).copysign(y)
}
pub(super) fn asin(x: f64) -> f64 {
    if x == 0.0 { x } else { atan2(x, ((1.0 - x) * (1.0 + x)).sqrt()) }
}
pub(super) fn acos(x: f64) -> f64 {
    atan2(((1.0 - x) * (1.0 + x)).sqrt(), x)
}
pub(super) fn asinh(x: f64) -> f64 {
    let a = x.abs();
    if a == 0.0 || !x.is_finite() { x } else { ln_1p(a + a * a / (1.0 + (a * a + 1.0).sqrt())).copysign(x) }
}
pub(super) fn acosh(x: f64) -> f64 {
    if x < 1.0 { f64::NAN } else { (x + (x - 1.0).sqrt() * (x + 1.0).sqrt()).ln() }
}
pub(super) fn atanh(x: f64) -> f64 {
    if x == 0.0 { x } else { 0.5 * ln_1p(2.0 * x / (1.0 - x)) }
}
pub(super) fn ln_1p(x: f64) -> f64 {
    let u = 1.0 + x;
    // What the addition lost is made good.
    if u == 1.0 || u.is_infinite() { x } else { u.ln() - ((u - 1.0) - x) / u }
}
pub(super) fn exp_m1(x: f64) -> f64 {
    if x.abs() > 0.1 {
        return x.exp() - 1.0;
    }
    let mut term = x;
    let mut sum = 0.0;
    let mut n = 1.0;
    while term != 0.0 && n < 20.0 {
        sum += term;
        n += 1.0;
        term *= x / n;
    }
    if x == 0.0 { x } else { sum }
}
