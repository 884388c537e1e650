// Macros of `std`.

#[rustc_builtin_macro(std_panic)]
#[macro_export]
macro_rules! panic { () => {}; }

#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => { $crate::io::_print($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! println {
    () => { $crate::io::_print_text("\n", 1) };
    ($fmt:literal) => { $crate::io::_print($crate::format_args!($crate::concat!($fmt, "\n"))) };
    ($fmt:literal, $($arg:tt)*) => { $crate::io::_print($crate::format_args!($crate::concat!($fmt, "\n"), $($arg)*)) };
    ($($arg:tt)*) => {{
        $crate::io::_print($crate::format_args!($($arg)*));
        $crate::io::_print_text("\n", 1)
    }};
}
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => { $crate::io::_eprint($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! eprintln {
    () => { $crate::io::_print_text("\n", 2) };
    ($fmt:literal) => { $crate::io::_eprint($crate::format_args!($crate::concat!($fmt, "\n"))) };
    ($fmt:literal, $($arg:tt)*) => { $crate::io::_eprint($crate::format_args!($crate::concat!($fmt, "\n"), $($arg)*)) };
    ($($arg:tt)*) => {{
        $crate::io::_eprint($crate::format_args!($($arg)*));
        $crate::io::_print_text("\n", 2)
    }};
}
#[macro_export]
macro_rules! dbg {
    () => { $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!()) };
    ($val:expr $(,)?) => {
        match $val {
            tmp => {
                $crate::eprintln!(
                    "[{}:{}:{}] {} = {:#?}",
                    $crate::file!(), $crate::line!(), $crate::column!(), $crate::stringify!($val), &tmp
                );
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => { ($($crate::dbg!($val)),+,) };
}
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::thread_local_key!($(#[$attr])* $vis $name, $t, $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = const $init:block) => {
        $crate::thread_local_key!($(#[$attr])* $vis $name, $t, $init);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::thread_local_key!($(#[$attr])* $vis $name, $t, $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident : $t:ty = $init:expr) => {
        $crate::thread_local_key!($(#[$attr])* $vis $name, $t, $init);
    };
}
#[doc(hidden)]
#[macro_export]
macro_rules! thread_local_key {
    ($(#[$attr:meta])* $vis:vis $name:ident, $t:ty, $init:expr) => {
        $(#[$attr])*
        $vis const $name: $crate::thread::LocalKey<$t> = {
            #[inline]
            fn __init() -> $t {
                $init
            }
            fn __get(init: $crate::option::Option<&mut $crate::option::Option<$t>>) -> *const $t {
                #[thread_local]
                static VALUE: $crate::thread::local_impl::Storage<$t> = $crate::thread::local_impl::Storage::new();
                VALUE.get_or_init(init, __init)
            }
            unsafe { $crate::thread::LocalKey::new(__get) }
        };
    };
}
