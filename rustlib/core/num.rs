// Numbers: the methods of integers and floats, `NonZero`, `Wrapping`, `Saturating`, parsing and its errors.

mod float;
mod float_math;
mod int_macros;
mod int_methods;
mod nonzero;
mod parse;
mod wrapping;

pub use self::float::{f32_consts, f64_consts, FpCategory};
pub use self::nonzero::{
    NonZero, NonZeroI128, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI8, NonZeroIsize, NonZeroU128, NonZeroU16, NonZeroU32,
    NonZeroU64, NonZeroU8, NonZeroUsize, ZeroablePrimitive,
};
pub use self::parse::{IntErrorKind, ParseFloatError, ParseIntError, TryFromIntError};
pub use self::wrapping::{Saturating, Wrapping};
