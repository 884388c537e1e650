// Errors of input and output.

use crate::boxed::Box;
use crate::error;
use crate::fmt;
use crate::prelude::rust_2021::*;
use crate::string::String;

pub type Result<T> = core::result::Result<T, Error>;

macro_rules! error_kinds {
    ($($Kind:ident $text:literal)*) => {
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($Kind,)*
        }
        impl ErrorKind {
            pub fn description(&self) -> &'static str {
                match *self { $(ErrorKind::$Kind => $text,)* }
            }
        }
    };
}
error_kinds! {
    NotFound "entity not found"
    PermissionDenied "permission denied"
    ConnectionRefused "connection refused"
    ConnectionReset "connection reset"
    HostUnreachable "host unreachable"
    NetworkUnreachable "network unreachable"
    ConnectionAborted "connection aborted"
    NotConnected "not connected"
    AddrInUse "address in use"
    AddrNotAvailable "address not available"
    NetworkDown "network down"
    BrokenPipe "broken pipe"
    AlreadyExists "entity already exists"
    WouldBlock "operation would block"
    NotADirectory "not a directory"
    IsADirectory "is a directory"
    DirectoryNotEmpty "directory not empty"
    ReadOnlyFilesystem "read-only filesystem or storage medium"
    FilesystemLoop "filesystem loop or indirection limit (e.g. symlink loop)"
    StaleNetworkFileHandle "stale network file handle"
    InvalidInput "invalid input parameter"
    InvalidData "invalid data"
    TimedOut "timed out"
    WriteZero "write zero"
    StorageFull "no storage space"
    NotSeekable "seek on unseekable file"
    QuotaExceeded "quota exceeded"
    FileTooLarge "file too large"
    ResourceBusy "resource busy"
    ExecutableFileBusy "executable file busy"
    Deadlock "deadlock"
    CrossesDevices "cross-device link or rename"
    TooManyLinks "too many links"
    InvalidFilename "invalid filename"
    ArgumentListTooLong "argument list too long"
    Interrupted "operation interrupted"
    Unsupported "unsupported"
    UnexpectedEof "unexpected end of file"
    OutOfMemory "out of memory"
    InProgress "in progress"
    Other "other error"
    Uncategorized "uncategorized error"
}
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.description())
    }
}

enum Repr {
    Os(i32),
    Simple(ErrorKind),
    Message(ErrorKind, &'static str),
    Custom(ErrorKind, Box<dyn error::Error + Send + Sync>),
}
pub struct Error {
    repr: Repr,
}
impl Error {
    pub fn new<E: Into<Box<dyn error::Error + Send + Sync>>>(kind: ErrorKind, error: E) -> Error {
        Error { repr: Repr::Custom(kind, error.into()) }
    }
    pub fn other<E: Into<Box<dyn error::Error + Send + Sync>>>(error: E) -> Error {
        Error::new(ErrorKind::Other, error)
    }
    pub(crate) const fn message(kind: ErrorKind, text: &'static str) -> Error {
        Error { repr: Repr::Message(kind, text) }
    }
    pub fn last_os_error() -> Error {
        Error { repr: Repr::Os(0) }
    }
    pub fn from_raw_os_error(code: i32) -> Error {
        Error { repr: Repr::Os(code) }
    }
    pub fn raw_os_error(&self) -> Option<i32> {
        match self.repr {
            Repr::Os(code) => Some(code),
            _ => None,
        }
    }
    pub fn get_ref(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        match &self.repr {
            Repr::Custom(_, e) => Some(&**e),
            _ => None,
        }
    }
    pub fn into_inner(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        match self.repr {
            Repr::Custom(_, e) => Some(e),
            _ => None,
        }
    }
    pub fn kind(&self) -> ErrorKind {
        match self.repr {
            Repr::Os(code) => kind_of(code),
            Repr::Simple(kind) | Repr::Message(kind, _) | Repr::Custom(kind, _) => kind,
        }
    }
}
fn kind_of(code: i32) -> ErrorKind {
    match code {
        1 | 13 => ErrorKind::PermissionDenied,
        2 => ErrorKind::NotFound,
        4 => ErrorKind::Interrupted,
        11 => ErrorKind::WouldBlock,
        12 => ErrorKind::OutOfMemory,
        16 => ErrorKind::ResourceBusy,
        17 => ErrorKind::AlreadyExists,
        20 => ErrorKind::NotADirectory,
        21 => ErrorKind::IsADirectory,
        22 => ErrorKind::InvalidInput,
        28 => ErrorKind::StorageFull,
        29 => ErrorKind::NotSeekable,
        32 => ErrorKind::BrokenPipe,
        35 => ErrorKind::Deadlock,
        38 => ErrorKind::Unsupported,
        110 => ErrorKind::TimedOut,
        115 => ErrorKind::InProgress,
        _ => ErrorKind::Uncategorized,
    }
}
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error { repr: Repr::Simple(kind) }
    }
}
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => f.debug_struct("Os").field("code", code).field("kind", &self.kind()).finish(),
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Message(kind, text) => f.debug_struct("Error").field("kind", kind).field("message", text).finish(),
            Repr::Custom(kind, error) => f.debug_struct("Custom").field("kind", kind).field("error", error).finish(),
        }
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => write!(f, "{} (os error {code})", self.kind()),
            Repr::Simple(kind) => f.write_str(kind.description()),
            Repr::Message(_, text) => f.write_str(text),
            Repr::Custom(_, error) => fmt::Display::fmt(error, f),
        }
    }
}
impl error::Error for Error {}
impl From<fmt::Error> for Error {
    fn from(_: fmt::Error) -> Error {
        Error::message(ErrorKind::Other, "formatter error")
    }
}
impl From<crate::ffi::NulError> for Error {
    fn from(_: crate::ffi::NulError) -> Error {
        Error::message(ErrorKind::InvalidInput, "data provided contains a nul byte")
    }
}
