fn main() {
    for x in [0.1f64, 0.7, 1e-9, 2.5, -0.3, 30.0] {
        let y = x as f32;
        println!(
            "{} {} {} {} {} {} {}",
            x.tan(),
            x.sinh(),
            x.cosh(),
            x.tanh(),
            x.exp_m1(),
            x.ln_1p(),
            x.cbrt()
        );
        println!(
            "{} {} {} {} {} {}",
            x.asin(),
            x.acos(),
            x.atan(),
            x.asinh(),
            x.acosh(),
            x.atanh()
        );
        println!(
            "{} {} {} {} {} {} {}",
            y.tan(),
            y.sinh(),
            y.cosh(),
            y.tanh(),
            y.exp_m1(),
            y.ln_1p(),
            y.cbrt()
        );
        println!(
            "{} {} {} {} {} {}",
            y.asin(),
            y.acos(),
            y.atan(),
            y.asinh(),
            y.acosh(),
            y.atanh()
        );
        println!(
            "{} {} {} {} {} {}",
            x.hypot(3.0),
            x.atan2(2.0),
            x.powi(5),
            x.powi(-3),
            x.powf(1.5),
            x.to_degrees()
        );
        println!(
            "{} {} {} {} {} {}",
            y.hypot(3.0),
            y.atan2(2.0),
            y.powi(5),
            y.powi(-3),
            y.powf(1.5),
            y.to_radians()
        );
        println!("{} {} {} {}", x.log(3.0), x.exp2(), x.log2(), x.log10());
    }
}
