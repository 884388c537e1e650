// `panic!`, and the macros that print.

#[rustc_builtin_macro(std_panic)]
#[macro_export]
macro_rules! panic { () => {}; }

#[macro_export]
macro_rules! print {
    ($($arg:tt)*) => { $crate::io::_print($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! println {
    () => { $crate::io::_print_line($crate::format_args!("")) };
    ($($arg:tt)*) => { $crate::io::_print_line($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! eprint {
    ($($arg:tt)*) => { $crate::io::_eprint($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! eprintln {
    () => { $crate::io::_eprint_line($crate::format_args!("")) };
    ($($arg:tt)*) => { $crate::io::_eprint_line($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! dbg {
    () => { $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!()) };
    ($val:expr $(,)?) => {
        match $val {
            tmp => {
                $crate::eprintln!(
                    "[{}:{}:{}] {} = {:#?}",
                    $crate::file!(),
                    $crate::line!(),
                    $crate::column!(),
                    $crate::stringify!($val),
                    &tmp
                );
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => { ($($crate::dbg!($val)),+,) };
}

// What the processor can do is what the program was compiled for.
#[macro_export]
macro_rules! is_x86_feature_detected {
    ($feature:tt $(,)?) => { $crate::cfg!(target_feature = $feature) };
}
