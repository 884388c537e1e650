// Reading and writing.

mod cursor;
mod error;
mod stdio;
mod traits;
mod util;

pub mod prelude {
    pub use super::{BufRead, Read, Seek, Write};
}

pub use self::cursor::Cursor;
pub use self::error::{Error, ErrorKind, Result};
pub use self::stdio::{
    stderr, stdin, stdout, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock, _eprint, _eprint_line, _print,
    _print_line,
};
pub use self::traits::{BufRead, Bytes, Chain, IoSlice, IoSliceMut, IsTerminal, Lines, Read, Seek, SeekFrom, Split, Take, Write};
pub use self::util::{
    copy, empty, read_to_string, repeat, sink, BufReader, BufWriter, Empty, IntoInnerError, LineWriter, Repeat, Sink,
};
