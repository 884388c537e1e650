// Formatting: `core::fmt` and the function behind `format!`.

pub use core::fmt::*;

use crate::string::String;

pub fn format(args: Arguments<'_>) -> String {
    match args.as_str() {
        Some(s) => String::from(s),
        None => {
            let mut out = String::with_capacity(args.estimated_capacity());
            if write(&mut out, args).is_err() {
                panic!("a formatting trait implementation returned an error when the underlying stream did not");
            }
            out
        }
    }
}
