// The `Error` trait and a printer of whole chains.

pub use core::error::*;

use crate::fmt;

pub struct Report<E> {
    error: E,
}
impl<E: Error> Report<E> {
    pub fn new(error: E) -> Report<E> {
        Report { error }
    }
}
impl<E: Error> fmt::Display for Report<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.error)?;
        let mut source = self.error.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}
impl<E: Error> fmt::Debug for Report<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
