// `thread_local!` and its keys.

use crate::cell::{Cell, RefCell};
use crate::error::Error;
use crate::fmt;

// `inner` gives the running thread's value, made on first use (from the option if there is something in it), or null
// if it has been destroyed.
pub struct LocalKey<T: 'static> {
    inner: fn(Option<&mut Option<T>>) -> *const T,
}

#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::thread_local!(@key [$(#[$attr])*] $vis $name, $t, const $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => {
        $crate::thread_local!(@key [$(#[$attr])*] $vis $name, $t, const $init);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::thread_local!(@key [$(#[$attr])*] $vis $name, $t, lazy $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => {
        $crate::thread_local!(@key [$(#[$attr])*] $vis $name, $t, lazy $init);
    };
    (@key [$($attr:tt)*] $vis:vis $name:ident, $t:ty, const $init:expr) => {
        $($attr)*
        $vis const $name: $crate::thread::LocalKey<$t> = {
            fn __access(_init: $crate::option::Option<&mut $crate::option::Option<$t>>) -> *const $t {
                const __INIT: $t = $init;
                #[thread_local]
                static __STORAGE: $crate::thread::local_impl::Eager<$t> =
                    $crate::thread::local_impl::Eager::new(__INIT);
                __STORAGE.get()
            }
            unsafe { $crate::thread::LocalKey::new(__access) }
        };
    };
    (@key [$($attr:tt)*] $vis:vis $name:ident, $t:ty, lazy $init:expr) => {
        $($attr)*
        $vis const $name: $crate::thread::LocalKey<$t> = {
            fn __init() -> $t {
                $init
            }
            fn __access(init: $crate::option::Option<&mut $crate::option::Option<$t>>) -> *const $t {
                #[thread_local]
                static __STORAGE: $crate::thread::local_impl::Lazy<$t> = $crate::thread::local_impl::Lazy::new();
                __STORAGE.get_or_init(init, __init)
            }
            unsafe { $crate::thread::LocalKey::new(__access) }
        };
    };
}

pub mod storage {
    // Where a thread's value lives. Destructors run when the thread ends, the one registered last first.

    use core::intrinsics;

    use crate::cell::{Cell, UnsafeCell};
    use crate::mem::{self, MaybeUninit};
    use crate::ptr;

    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Initial,
        Alive,
        Destroyed,
    }

    pub struct Eager<T> {
        state: Cell<State>,
        value: UnsafeCell<mem::ManuallyDrop<T>>,
    }
    impl<T: 'static> Eager<T> {
        pub const fn new(value: T) -> Eager<T> {
            Eager { state: Cell::new(State::Initial), value: UnsafeCell::new(mem::ManuallyDrop::new(value)) }
        }
        pub fn get(&self) -> *const T {
            if mem::needs_drop::<T>() {
                match self.state.get() {
                    State::Alive => {}
                    State::Destroyed => return ptr::null(),
                    State::Initial => {
                        self.state.set(State::Alive);
                        let me = self as *const Eager<T> as *mut u8;
                        unsafe { intrinsics::assay_thread_at_exit(destroy_eager::<T>, me) };
                    }
                }
            }
            self.value.get() as *const T
        }
    }
    fn destroy_eager<T>(data: *mut u8) {
        unsafe {
            let storage = data as *const Eager<T>;
            (*storage).state.set(State::Destroyed);
            ptr::drop_in_place((*storage).value.get() as *mut T);
        }
    }

    pub struct Lazy<T> {
        state: Cell<State>,
        value: UnsafeCell<MaybeUninit<T>>,
    }
    impl<T: 'static> Lazy<T> {
        pub const fn new() -> Lazy<T> {
            Lazy { state: Cell::new(State::Initial), value: UnsafeCell::new(MaybeUninit::uninit()) }
        }
        pub fn get_or_init(&self, given: Option<&mut Option<T>>, init: fn() -> T) -> *const T {
            match self.state.get() {
                State::Alive => self.value.get() as *const T,
                State::Destroyed => ptr::null(),
                State::Initial => self.initialise(given, init),
            }
        }
        #[cold]
        fn initialise(&self, given: Option<&mut Option<T>>, init: fn() -> T) -> *const T {
            let value = match given {
                Some(slot) => match slot.take() {
                    Some(value) => value,
                    None => init(),
                },
                None => init(),
            };
            unsafe {
                let place = self.value.get() as *mut T;
                if self.state.replace(State::Alive) == State::Alive {
                    // The initialiser has initialised it itself: the later value wins.
                    drop(mem::replace(&mut *place, value));
                } else {
                    place.write(value);
                    if mem::needs_drop::<T>() {
                        let me = self as *const Lazy<T> as *mut u8;
                        intrinsics::assay_thread_at_exit(destroy_lazy::<T>, me);
                    }
                }
                place as *const T
            }
        }
    }
    fn destroy_lazy<T>(data: *mut u8) {
        unsafe {
            let storage = data as *const Lazy<T>;
            (*storage).state.set(State::Destroyed);
            ptr::drop_in_place((*storage).value.get() as *mut T);
        }
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
#[non_exhaustive]
pub struct AccessError;
impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}
impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}
impl Error for AccessError {}
#[cold]
#[track_caller]
fn destroyed() -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: AccessError")
}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const unsafe fn new(inner: fn(Option<&mut Option<T>>) -> *const T) -> LocalKey<T> {
        LocalKey { inner }
    }
    #[track_caller]
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        match self.try_with(f) {
            Ok(r) => r,
            Err(_) => destroyed(),
        }
    }
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError> {
        unsafe {
            let value = (self.inner)(None);
            if value.is_null() { Err(AccessError) } else { Ok(f(&*value)) }
        }
    }
    // Initialises with `init` if nothing has yet; what is left of `init` goes to `f` as well.
    #[track_caller]
    fn initialize_with<F: FnOnce(Option<T>, &T) -> R, R>(&'static self, init: T, f: F) -> R {
        let mut init = Some(init);
        unsafe {
            let value = (self.inner)(Some(&mut init));
            if value.is_null() {
                destroyed()
            }
            f(init, &*value)
        }
    }
}
impl<T: 'static> LocalKey<Cell<T>> {
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(Cell::new(value), |value, cell| {
            if let Some(value) = value {
                cell.set(value.into_inner());
            }
        })
    }
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(|cell| cell.get())
    }
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
    #[track_caller]
    pub fn update(&'static self, f: impl FnOnce(T) -> T)
    where
        T: Copy,
    {
        self.with(|cell| cell.set(f(cell.get())))
    }
}
impl<T: 'static> LocalKey<RefCell<T>> {
    #[track_caller]
    pub fn with_borrow<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&*cell.borrow()))
    }
    #[track_caller]
    pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&mut *cell.borrow_mut()))
    }
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(RefCell::new(value), |value, cell| {
            if let Some(value) = value {
                *cell.borrow_mut() = value.into_inner();
            }
        })
    }
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}
