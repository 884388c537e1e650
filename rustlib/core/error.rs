// The `Error` trait.

use crate::any::TypeId;
use crate::fmt::{self, Debug, Display};
use crate::prelude::v1::*;

pub trait Error: Debug + Display {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        None
    }
    #[doc(hidden)]
    fn type_id(&self, _: private::Internal) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<Self>()
    }
    fn description(&self) -> &str {
        "description() is deprecated; use Display"
    }
    fn cause(&self) -> Option<&dyn Error> {
        self.source()
    }
}
#[doc(hidden)]
pub mod private {
    pub struct Internal;
}
macro_rules! error_downcasts {
    ($($t:ty;)*) => { $(
        impl $t {
            pub fn is<T: Error + 'static>(&self) -> bool {
                Error::type_id(self, private::Internal) == TypeId::of::<T>()
            }
            pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
                if self.is::<T>() { Some(unsafe { &*(self as *const Self as *const T) }) } else { None }
            }
            pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T> {
                if self.is::<T>() { Some(unsafe { &mut *(self as *mut Self as *mut T) }) } else { None }
            }
        }
    )* };
}
error_downcasts! { dyn Error + 'static; dyn Error + Send + 'static; dyn Error + Send + Sync + 'static; }
impl<'a, T: Error + ?Sized> Error for &'a T {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl Error for ! {}
