// Formatting: the traits, `Formatter`, `Arguments`, and the loop that interprets a format string.

mod builders;
mod float;
mod impls;
mod num;
pub mod rt;

pub use self::builders::{DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple, FromFn, from_fn};
pub use self::formatter::{DebugAsHex, Formatter, FormattingOptions, Sign};
mod formatter;

use crate::cell::{Cell, RefCell};
use crate::prelude::v1::*;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}
pub type Result = crate::result::Result<(), Error>;

#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;
impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad("an error occurred when formatting an argument")
    }
}
impl crate::error::Error for Error {}

pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;
    fn write_char(&mut self, c: char) -> Result {
        let mut buf = [0; 4];
        self.write_str(c.encode_utf8(&mut buf))
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result
    where
        Self: Sized,
    {
        write(self, args)
    }
}
impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result {
        (**self).write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        (**self).write_char(c)
    }
}
impl dyn Write + '_ {
    pub fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        write(self, args)
    }
}

// What `format_args!` makes: piece i stands before placeholder i; one piece may follow the last placeholder.
#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    pieces: &'a [&'static str],
    args: &'a [rt::Argument<'a>],
    placeholders: &'a [rt::Placeholder],
    // Text without placeholders that is not static.
    text: Option<&'a str>,
}
impl<'a> Arguments<'a> {
    #[inline]
    pub const fn new(
        pieces: &'a [&'static str],
        args: &'a [rt::Argument<'a>],
        placeholders: &'a [rt::Placeholder],
    ) -> Arguments<'a> {
        Arguments { pieces, args, placeholders, text: None }
    }
    #[inline]
    pub const fn from_str(s: &'static str) -> Arguments<'a> {
        Arguments { pieces: &[], args: &[], placeholders: &[], text: Some(s) }
    }
    pub(crate) const fn from_unstatic_str(s: &'a str) -> Arguments<'a> {
        Arguments { pieces: &[], args: &[], placeholders: &[], text: Some(s) }
    }
    pub const fn as_str(&self) -> Option<&'static str> {
        match (self.pieces, self.args) {
            // Only static text gets in through public functions.
            ([], []) => match self.text {
                Some(s) => Some(unsafe { crate::mem::transmute::<&'a str, &'static str>(s) }),
                None => Some(""),
            },
            ([s], []) => Some(s),
            _ => None,
        }
    }
    pub fn estimated_capacity(&self) -> usize {
        let mut length = 0;
        for piece in self.pieces {
            length += piece.len();
        }
        if self.args.is_empty() { length } else { length * 2 }
    }
}
impl !Send for Arguments<'_> {}
impl !Sync for Arguments<'_> {}
impl Debug for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        Display::fmt(self, fmt)
    }
}
impl Display for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        write(fmt.buf, *self)
    }
}

macro_rules! format_traits {
    ($($(#[$attr:meta])* $Trait:ident)*) => { $(
        $(#[$attr])*
        pub trait $Trait: crate::marker::PointeeSized {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result;
        }
        impl<T: ?Sized + $Trait> $Trait for &T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Trait::fmt(&**self, f) }
        }
        impl<T: ?Sized + $Trait> $Trait for &mut T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result { $Trait::fmt(&**self, f) }
        }
    )* };
}
format_traits! { #[lang = "Debug"] Debug #[lang = "Display"] Display Octal LowerHex UpperHex Binary LowerExp UpperExp }

#[lang = "Pointer"]
pub trait Pointer: crate::marker::PointeeSized {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    if let Some(text) = args.text {
        return output.write_str(text);
    }
    let mut i = 0;
    if args.placeholders.is_empty() {
        while i < args.args.len() {
            if !args.pieces[i].is_empty() {
                output.write_str(args.pieces[i])?;
            }
            let mut formatter = Formatter::new(output, FormattingOptions::new());
            args.args[i].fmt(&mut formatter)?;
            i += 1;
        }
    } else {
        while i < args.placeholders.len() {
            if !args.pieces[i].is_empty() {
                output.write_str(args.pieces[i])?;
            }
            let placeholder = &args.placeholders[i];
            let mut formatter = Formatter::new(output, placeholder.options(args.args));
            args.args[placeholder.position].fmt(&mut formatter)?;
            i += 1;
        }
    }
    if i < args.pieces.len() { output.write_str(args.pieces[i]) } else { Ok(()) }
}
pub fn format_into(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    write(output, args)
}
