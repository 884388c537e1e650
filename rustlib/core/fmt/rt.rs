// The parts of an expanded `format_args!`: arguments and what each placeholder asks for.

use super::*;
use crate::marker::PhantomData;

#[lang = "format_alignment"]
#[derive(Copy, Clone, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
    Unknown,
}
#[lang = "format_count"]
#[derive(Copy, Clone)]
pub enum Count {
    Is(usize),
    Param(usize),
    Implied,
}
#[lang = "format_placeholder"]
#[derive(Copy, Clone)]
pub struct Placeholder {
    pub position: usize,
    pub fill: char,
    pub align: Alignment,
    // Bits: 0 `+`, 1 `-`, 2 `#`, 3 `0`, 4 `x?`, 5 `X?`.
    pub flags: u32,
    pub precision: Count,
    pub width: Count,
}
impl Placeholder {
    #[inline]
    pub const fn new(
        position: usize,
        fill: char,
        align: Alignment,
        flags: u32,
        precision: Count,
        width: Count,
    ) -> Self {
        Placeholder { position, fill, align, flags, precision, width }
    }
    pub(super) fn options(&self, args: &[Argument<'_>]) -> FormattingOptions {
        let count = |c: Count| match c {
            Count::Is(n) => Some(n),
            Count::Param(i) => args[i].as_usize(),
            Count::Implied => None,
        };
        FormattingOptions {
            flags: self.flags,
            fill: self.fill,
            align: match self.align {
                Alignment::Left => Some(super::Alignment::Left),
                Alignment::Right => Some(super::Alignment::Right),
                Alignment::Center => Some(super::Alignment::Center),
                Alignment::Unknown => None,
            },
            width: count(self.width),
            precision: count(self.precision),
        }
    }
}

// A value and the function that formats it; or a count given as an argument.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    value: *const (),
    formatter: unsafe fn(*const (), &mut Formatter<'_>) -> Result,
    count: Option<usize>,
    _lifetime: PhantomData<&'a ()>,
}
macro_rules! argument_constructors {
    ($($new:ident $call:ident $Trait:ident)*) => {
        impl<'a> Argument<'a> {
            $(
                #[inline]
                pub const fn $new<T: $Trait>(x: &'a T) -> Argument<'a> {
                    Argument { value: x as *const T as *const (), formatter: $call::<T>, count: None, _lifetime: PhantomData }
                }
            )*
        }
        $(
            unsafe fn $call<T: $Trait>(value: *const (), f: &mut Formatter<'_>) -> Result {
                $Trait::fmt(unsafe { &*(value as *const T) }, f)
            }
        )*
    };
}
argument_constructors! {
    new_display call_display Display
    new_debug call_debug Debug
    new_octal call_octal Octal
    new_lower_hex call_lower_hex LowerHex
    new_upper_hex call_upper_hex UpperHex
    new_binary call_binary Binary
    new_lower_exp call_lower_exp LowerExp
    new_upper_exp call_upper_exp UpperExp
    new_pointer call_pointer Pointer
}
unsafe fn call_count(value: *const (), f: &mut Formatter<'_>) -> Result {
    Display::fmt(unsafe { &*(value as *const usize) }, f)
}
impl<'a> Argument<'a> {
    #[inline]
    pub const fn from_usize(x: &'a usize) -> Argument<'a> {
        Argument { value: x as *const usize as *const (), formatter: call_count, count: Some(*x), _lifetime: PhantomData }
    }
    #[inline]
    pub(super) fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        unsafe { (self.formatter)(self.value, f) }
    }
    pub(super) fn as_usize(&self) -> Option<usize> {
        self.count
    }
    pub const fn none() -> [Self; 0] {
        []
    }
}
