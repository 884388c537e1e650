// What depends on the system: types of C, and a little of Unix.

pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
        c_ushort, c_void,
    };
}
pub mod fd {
    pub type RawFd = i32;
    pub trait AsRawFd {
        fn as_raw_fd(&self) -> RawFd;
    }
    pub trait FromRawFd {
        unsafe fn from_raw_fd(fd: RawFd) -> Self;
    }
    pub trait IntoRawFd {
        fn into_raw_fd(self) -> RawFd;
    }
}
pub mod unix {
    pub mod ffi {
        pub use crate::ffi::{OsStrExt, OsStringExt};
    }
    pub mod io {
        pub use crate::os::fd::*;
    }
    pub mod thread {
        pub use crate::thread::JoinHandleExt;
        pub type RawPthread = u64;
    }
}
