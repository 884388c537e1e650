// Strings of foreign interfaces and of the system.

pub use core::ffi::*;
pub use crate::ffi::c_string::{CString, FromVecWithNulError, IntoStringError, NulError};
pub use crate::ffi::os_str::{OsStr, OsString};

mod c_string;
mod os_str;
