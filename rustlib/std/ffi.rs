// Strings and types of foreign interfaces.

mod c_string;
mod os_str;

pub use core::ffi::*;

pub use self::c_string::{CString, FromVecWithNulError, IntoStringError, NulError};
pub use self::os_str::{OsStr, OsStrExt, OsString, OsStringExt};
