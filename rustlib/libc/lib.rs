// The part of the C library that programs may name without declaring it. Sizes and numbers are those of x86-64 Linux.
// The functions are the machine's: this crate only declares them.
#![no_std]
#![allow(non_camel_case_types, non_upper_case_globals, dead_code)]

mod memory;
mod system;
mod threads;

pub use self::memory::*;
pub use self::system::*;
pub use self::threads::*;

pub use core::ffi::{
    c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
    c_ushort, c_void,
};

pub type size_t = usize;
pub type ssize_t = isize;
pub type ptrdiff_t = isize;
pub type intptr_t = isize;
pub type uintptr_t = usize;
pub type off_t = i64;
pub type off64_t = i64;
pub type pid_t = i32;
pub type uid_t = u32;
pub type gid_t = u32;
pub type mode_t = u32;
pub type time_t = i64;
pub type suseconds_t = i64;
pub type clockid_t = c_int;
pub type wchar_t = i32;
pub type int8_t = i8;
pub type int16_t = i16;
pub type int32_t = i32;
pub type int64_t = i64;
pub type uint8_t = u8;
pub type uint16_t = u16;
pub type uint32_t = u32;
pub type uint64_t = u64;

macro_rules! constants {
    ($($name:ident: $t:ty = $value:expr;)*) => { $(pub const $name: $t = $value;)* };
}
constants! {
    EPERM: c_int = 1;
    ENOENT: c_int = 2;
    ESRCH: c_int = 3;
    EINTR: c_int = 4;
    EIO: c_int = 5;
    E2BIG: c_int = 7;
    EBADF: c_int = 9;
    EAGAIN: c_int = 11;
    EWOULDBLOCK: c_int = 11;
    ENOMEM: c_int = 12;
    EACCES: c_int = 13;
    EFAULT: c_int = 14;
    EBUSY: c_int = 16;
    EEXIST: c_int = 17;
    EINVAL: c_int = 22;
    EPIPE: c_int = 32;
    EDOM: c_int = 33;
    ERANGE: c_int = 34;
    EDEADLK: c_int = 35;
    ENAMETOOLONG: c_int = 36;
    ENOSYS: c_int = 38;
    ELOOP: c_int = 40;
    EPROTO: c_int = 71;
    EOVERFLOW: c_int = 75;
    ENOTSUP: c_int = 95;
    EOPNOTSUPP: c_int = 95;
    ETIMEDOUT: c_int = 110;
    EOWNERDEAD: c_int = 130;
    ENOTRECOVERABLE: c_int = 131;
    EXIT_SUCCESS: c_int = 0;
    EXIT_FAILURE: c_int = 1;
}
