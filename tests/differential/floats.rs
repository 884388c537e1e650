// Floating point: arithmetic, comparison, rounding, printing.
fn classify(x: f64) -> &'static str {
    if x.is_nan() {
        "nan"
    } else if x.is_infinite() {
        "inf"
    } else if x == 0.0 {
        if x.is_sign_negative() { "-0" } else { "+0" }
    } else if x.is_normal() {
        "normal"
    } else {
        "subnormal"
    }
}

fn newton(n: f64) -> f64 {
    let mut x = n;
    for _ in 0..60 {
        let next = 0.5 * (x + n / x);
        if (next - x).abs() < 1e-15 {
            break;
        }
        x = next;
    }
    x
}

fn main() {
    for x in [0.0, -0.0, 1.0, -2.5, 0.1, 1e300, 1e-310, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE] {
        println!("{} {:?} {}", x, x, classify(x));
    }
    println!("{}", classify(f64::NAN));
    println!("{} {}", 0.1 + 0.2, 0.1f32 + 0.2f32);
    println!("{:.3} {:8.2}| {:<8.1}| {:+} {:08.3}", 3.14159, 2.71828, 1.05, 2.0, -1.5);
    println!("{:e} {:E} {:e} {:.2e}", 1234.5, 0.00012, 0.0, 123456.0);
    println!("{:.0} {:.0} {:.0} {:.0}", 0.5, 1.5, 2.5, -0.5);
    println!("{} {} {} {}", 2.5f64.floor(), 2.5f64.ceil(), 2.5f64.round(), (-2.5f64).trunc());
    println!("{} {} {}", (-2.5f64).round(), 2.75f64.fract(), (-3.7f64).abs());
    println!("{} {} {}", 9f64.sqrt(), 2f64.powi(10), newton(2.0));
    println!("{} {}", f64::MAX * 2.0, -1.0 / 0.0);
    println!("{} {}", f64::NAN == f64::NAN, f64::NAN < 1.0);
    println!("{:?} {:?}", 1.0f64.partial_cmp(&2.0), f64::NAN.partial_cmp(&1.0));
    println!("{:?} {:?}", (-0.0f64).total_cmp(&0.0), 1.0f64.total_cmp(&f64::INFINITY));
    println!("{} {}", 1.0f64.max(f64::NAN), 3.0f64.min(2.0));
    println!("{:#x} {:#x}", 1.5f32.to_bits(), (-2.0f64).to_bits());
    println!("{} {}", f32::from_bits(0x40490fdb), f64::from_bits(0x3ff0000000000001));
    println!("{} {}", 5.5 % 2.0, -5.5 % 2.0);
    println!("{} {}", 16777217i32 as f32, u64::MAX as f64);
    println!("{} {}", 1.0f64.mul_add(2.0, 3.0), 7.0f64.rem_euclid(-4.0));
    println!("{} {}", 3.5f64.clamp(0.0, 1.0), 1.0f64.copysign(-0.0));
    println!("{:?} {:?} {:?}", "1.5".parse::<f64>(), "-1e3".parse::<f32>(), "x".parse::<f64>().is_err());
    println!("{:?} {:?}", "inf".parse::<f64>(), ".5".parse::<f64>());
    println!("{} {}", f64::EPSILON, f32::MAX);
    println!("{} {}", 1.0e15, 1.0e16);
    println!("{:?} {:?} {:?}", 1.0e15, 1.0e16, 1.0e-5);
    println!("{:?} {:?}", 123456789.0f32, 0.3f32 as f64);
    let v = [3.5, -1.0, 2.25];
    println!("{} {}", v.iter().sum::<f64>(), v.iter().product::<f64>());
    let mut s = v.to_vec();
    s.sort_by(|a, b| a.partial_cmp(b).unwrap());
    println!("{:?} {:.1?}", s, s);
}
