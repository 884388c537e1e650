// Errors of reading and writing.

use crate::error;
use crate::fmt;

pub type Result<T> = crate::result::Result<T, Error>;

pub struct Error {
    repr: Repr,
}
enum Repr {
    Os(i32),
    Simple(ErrorKind),
    Message(ErrorKind, &'static str),
    Custom(ErrorKind, Box<dyn error::Error + Send + Sync>),
}
macro_rules! kinds {
    ($($kind:ident => $text:literal,)*) => {
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum ErrorKind { $($kind,)* }
        impl ErrorKind {
            fn description(&self) -> &'static str {
                match *self { $(ErrorKind::$kind => $text,)* }
            }
        }
    };
}
kinds! {
    NotFound => "entity not found",
    PermissionDenied => "permission denied",
    ConnectionRefused => "connection refused",
    ConnectionReset => "connection reset",
    HostUnreachable => "host unreachable",
    NetworkUnreachable => "network unreachable",
    ConnectionAborted => "connection aborted",
    NotConnected => "not connected",
    AddrInUse => "address in use",
    AddrNotAvailable => "address not available",
    NetworkDown => "network down",
    BrokenPipe => "broken pipe",
    AlreadyExists => "entity already exists",
    WouldBlock => "operation would block",
    NotADirectory => "not a directory",
    IsADirectory => "is a directory",
    DirectoryNotEmpty => "directory not empty",
    ReadOnlyFilesystem => "read-only filesystem or storage medium",
    InvalidInput => "invalid input parameter",
    InvalidData => "invalid data",
    TimedOut => "timed out",
    WriteZero => "write zero",
    StorageFull => "no storage space",
    NotSeekable => "seek on unseekable file",
    FileTooLarge => "file too large",
    ResourceBusy => "resource busy",
    Deadlock => "deadlock",
    InvalidFilename => "invalid filename",
    ArgumentListTooLong => "argument list too long",
    Interrupted => "operation interrupted",
    Unsupported => "unsupported",
    UnexpectedEof => "unexpected end of file",
    OutOfMemory => "out of memory",
    Other => "other error",
    Uncategorized => "uncategorized error",
}
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error { repr: Repr::Simple(kind) }
    }
}
impl Error {
    pub fn new<E: Into<Box<dyn error::Error + Send + Sync>>>(kind: ErrorKind, error: E) -> Error {
        Error { repr: Repr::Custom(kind, error.into()) }
    }
    pub fn other<E: Into<Box<dyn error::Error + Send + Sync>>>(error: E) -> Error {
        Error::new(ErrorKind::Other, error)
    }
    pub(crate) const fn with_message(kind: ErrorKind, message: &'static str) -> Error {
        Error { repr: Repr::Message(kind, message) }
    }
    pub(crate) fn unsupported() -> Error {
        Error::with_message(ErrorKind::Unsupported, "operation not supported on this platform")
    }
    pub fn last_os_error() -> Error {
        Error::from_raw_os_error(0)
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
    pub fn kind(&self) -> ErrorKind {
        match self.repr {
            Repr::Os(code) => match code {
                1 | 13 => ErrorKind::PermissionDenied,
                2 => ErrorKind::NotFound,
                4 => ErrorKind::Interrupted,
                11 => ErrorKind::WouldBlock,
                12 => ErrorKind::OutOfMemory,
                17 => ErrorKind::AlreadyExists,
                22 => ErrorKind::InvalidInput,
                _ => ErrorKind::Uncategorized,
            },
            Repr::Simple(kind) => kind,
            Repr::Message(kind, _) => kind,
            Repr::Custom(kind, _) => kind,
        }
    }
    pub fn get_ref(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        match &self.repr {
            Repr::Custom(_, error) => Some(&**error),
            _ => None,
        }
    }
    pub fn into_inner(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        match self.repr {
            Repr::Custom(_, error) => Some(error),
            _ => None,
        }
    }
}
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => f.debug_struct("Os").field("code", code).field("kind", &self.kind()).finish(),
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Message(kind, message) => {
                f.debug_struct("Error").field("kind", kind).field("message", message).finish()
            }
            Repr::Custom(kind, error) => f.debug_struct("Custom").field("kind", kind).field("error", error).finish(),
        }
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => write!(f, "{} (os error {code})", self.kind()),
            Repr::Simple(kind) => f.write_str(kind.description()),
            Repr::Message(_, message) => f.write_str(message),
            Repr::Custom(_, error) => fmt::Display::fmt(error, f),
        }
    }
}
impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.repr {
            Repr::Custom(_, error) => error.source(),
            _ => None,
        }
    }
}
impl From<crate::ffi::NulError> for Error {
    fn from(_: crate::ffi::NulError) -> Error {
        Error::with_message(ErrorKind::InvalidInput, "data provided contains a nul byte")
    }
}
