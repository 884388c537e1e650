// 128-bit arithmetic, number theory and big products.
fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn pow_mod(mut base: u128, mut exp: u128, modulus: u128) -> u128 {
    let mut result = 1;
    base %= modulus;
    while exp > 0 {
        if exp & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exp >>= 1;
    }
    result
}

fn is_prime(n: u64) -> bool {
    if n < 2 {
        return false;
    }
    let (mut d, mut r) = (n - 1, 0);
    while d % 2 == 0 {
        d /= 2;
        r += 1;
    }
    'witness: for a in [2u64, 3, 5, 7, 11, 13] {
        if a % n == 0 {
            continue;
        }
        let mut x = pow_mod(a as u128, d as u128, n as u128);
        if x == 1 || x == (n - 1) as u128 {
            continue;
        }
        for _ in 0..r - 1 {
            x = x * x % n as u128;
            if x == (n - 1) as u128 {
                continue 'witness;
            }
        }
        return false;
    }
    true
}

fn isqrt(n: u128) -> u128 {
    let (mut lo, mut hi) = (0u128, 1 << 64);
    while lo < hi {
        let mid = (lo + hi + 1) / 2;
        match mid.checked_mul(mid) {
            Some(sq) if sq <= n => lo = mid,
            _ => hi = mid - 1,
        }
    }
    lo
}

fn main() {
    let mut f = 1u128;
    for i in 1..=34u128 {
        f = f.checked_mul(i).unwrap_or(0);
    }
    println!("34! = {f}");
    println!("{:?}", f.checked_mul(35));
    println!("gcd {}", gcd(f, 1 << 100));
    println!("{}", isqrt(u128::MAX));
    println!("{}", isqrt(1_000_000_000_000_000_000_000_000));
    for n in [1u64, 2, 17, 561, 7919, 1_000_000_007, 18446744073709551557] {
        println!("{n}: {}", is_prime(n));
    }
    let a: i128 = -170141183460469231731687303715884105728;
    println!("{} {:x} {:#o}", a, a, a >> 100);
    println!("{}", (a + 1) / -3);
    println!("{}", (a / 1_000_000_007) % 998_244_353);
    println!("{:?}", a.checked_neg());
    println!("{}", (a as u128) >> 127);
    println!("{:032x}", 0x0123_4567_89ab_cdefu128 << 40);
    println!("{}", u128::MAX.leading_zeros() + (1u128 << 77).trailing_zeros());
    println!("{}", (u64::MAX as u128 * u64::MAX as u128) >> 64);
    println!("{:?}", "340282366920938463463374607431768211456".parse::<u128>().is_err());
    println!("{:?}", "-170141183460469231731687303715884105728".parse::<i128>());
    println!("{}", f as f64);
    println!("{}", 1e30f64 as u128);
}
