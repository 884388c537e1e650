// Output to the terminal, the `Read` and `Write` traits, and readers and writers in memory.

mod buffered;
mod error;
mod memory;
mod stdio;
mod traits;

pub use self::buffered::{BufReader, BufWriter, LineWriter};
pub use self::error::{Error, ErrorKind, Result};
pub use self::memory::{copy, empty, repeat, sink, Cursor, Empty, Repeat, Sink};
pub use self::stdio::{
    _eprint, _print, _print_text, stderr, stdin, stdout, IsTerminal, Stderr, StderrLock, Stdin, StdinLock, Stdout,
    StdoutLock,
};
pub use self::traits::{
    read_to_string, BufRead, Bytes, Chain, IoSlice, IoSliceMut, Lines, Read, Seek, SeekFrom, Split, Take, Write,
};

pub mod prelude {
    pub use super::{BufRead, Read, Seek, Write};
}
