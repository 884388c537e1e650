// Extensions for particular systems.

pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
        c_ushort, c_void,
    };
}
pub mod fd {
    use crate::prelude::rust_2021::*;

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
        use crate::ffi::{OsStr, OsString};
        use crate::prelude::rust_2021::*;
        use crate::vec::Vec;

        pub trait OsStrExt {
            fn from_bytes(slice: &[u8]) -> &Self;
            fn as_bytes(&self) -> &[u8];
        }
        impl OsStrExt for OsStr {
            fn from_bytes(slice: &[u8]) -> &OsStr {
                unsafe { OsStr::from_encoded_bytes_unchecked(slice) }
            }
            fn as_bytes(&self) -> &[u8] {
                self.as_encoded_bytes()
            }
        }
        pub trait OsStringExt {
            fn from_vec(vec: Vec<u8>) -> Self;
            fn into_vec(self) -> Vec<u8>;
        }
        impl OsStringExt for OsString {
            fn from_vec(vec: Vec<u8>) -> OsString {
                OsString::from_vec(vec)
            }
            fn into_vec(self) -> Vec<u8> {
                OsString::into_vec(self)
            }
        }
    }
    pub mod io {
        pub use crate::os::fd::*;
    }
    pub mod thread {
        use crate::prelude::rust_2021::*;

        pub type RawPthread = u64;
        pub trait JoinHandleExt {
            fn as_pthread_t(&self) -> RawPthread;
        }
    }
    pub mod prelude {
        pub use super::ffi::{OsStrExt, OsStringExt};
        pub use crate::os::fd::{AsRawFd, FromRawFd, IntoRawFd};
    }
}
