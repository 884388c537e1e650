// Elementary functions that the host's mathematics library computes, for each width.

macro_rules! functions {
    ($t:ident; $($name:ident = $one:ident)*; $($two_name:ident = $two:ident)*) => {
        pub(super) mod $t {
            use crate::intrinsics;
            $(#[inline]
            pub fn $name(x: $t) -> $t {
                intrinsics::$one(x)
            })*
            $(#[inline]
            pub fn $two_name(x: $t, y: $t) -> $t {
                intrinsics::$two(x, y)
            })*
        }
    };
}
functions! { f32;
    tan = assay_tanf32 asin = assay_asinf32 acos = assay_acosf32 atan = assay_atanf32 sinh = assay_sinhf32 cosh = assay_coshf32
    tanh = assay_tanhf32 exp_m1 = assay_exp_m1f32 ln_1p = assay_ln_1pf32 cbrt = assay_cbrtf32;
    atan2 = assay_atan2f32 hypot = assay_hypotf32
}
functions! { f64;
    tan = assay_tanf64 asin = assay_asinf64 acos = assay_acosf64 atan = assay_atanf64 sinh = assay_sinhf64 cosh = assay_coshf64
    tanh = assay_tanhf64 exp_m1 = assay_exp_m1f64 ln_1p = assay_ln_1pf64 cbrt = assay_cbrtf64;
    atan2 = assay_atan2f64 hypot = assay_hypotf64
}
