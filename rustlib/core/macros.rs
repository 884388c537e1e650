// Macros of `core`: the built-in ones are only declared here (the front end expands them), the rest are ordinary.

#[rustc_builtin_macro]
#[macro_export]
macro_rules! assert { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! concat { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! stringify { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! line { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! column { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! file { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! module_path { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! cfg { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! include { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! include_str { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! include_bytes { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! env { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! option_env { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! compile_error { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! format_args { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! format_args_nl { () => {}; }
#[rustc_builtin_macro(core_panic)]
#[macro_export]
macro_rules! panic { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! unreachable { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! addr_of { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! addr_of_mut { () => {}; }
#[rustc_builtin_macro]
#[macro_export]
macro_rules! offset_of { () => {}; }

#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Eq,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::None,
                    );
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Eq,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Ne,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::None,
                    );
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    $crate::panicking::assert_failed(
                        $crate::panicking::AssertKind::Ne,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

#[macro_export]
macro_rules! assert_matches {
    ($left:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $left {
            $pattern $(if $guard)? => {}
            ref left_val => $crate::panicking::assert_matches_failed(
                left_val,
                $crate::stringify!($pattern $(if $guard)?),
                $crate::option::Option::None,
            ),
        }
    };
    ($left:expr, $pattern:pat $(if $guard:expr)?, $($arg:tt)+) => {
        match $left {
            $pattern $(if $guard)? => {}
            ref left_val => $crate::panicking::assert_matches_failed(
                left_val,
                $crate::stringify!($pattern $(if $guard)?),
                $crate::option::Option::Some($crate::format_args!($($arg)+)),
            ),
        }
    };
}

#[macro_export]
macro_rules! debug_assert {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert!($($arg)*); } };
}
#[macro_export]
macro_rules! debug_assert_eq {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_eq!($($arg)*); } };
}
#[macro_export]
macro_rules! debug_assert_ne {
    ($($arg:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_ne!($($arg)*); } };
}
#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}
#[macro_export]
macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => {
                return $crate::result::Result::Err($crate::convert::From::from(err));
            }
        }
    };
}
#[macro_export]
macro_rules! write {
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args!($($arg)*)) };
}
#[macro_export]
macro_rules! writeln {
    ($dst:expr $(,)?) => { $crate::write!($dst, "\n") };
    ($dst:expr, $($arg:tt)*) => { $dst.write_fmt($crate::format_args_nl!($($arg)*)) };
}
#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($arg:tt)+) => { $crate::panic!("not implemented: {}", $crate::format_args!($($arg)+)) };
}
#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($arg:tt)+) => { $crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+)) };
}
// A pinned borrow of a temporary that lives as long as the enclosing block.
#[macro_export]
macro_rules! pin {
    ($value:expr $(,)?) => { $crate::pin::Pin::<&mut _> { pointer: &mut { $value } } };
}
// `ready!` of `core::task`.
#[macro_export]
macro_rules! ready {
    ($e:expr $(,)?) => {
        match $e {
            $crate::task::Poll::Ready(t) => t,
            $crate::task::Poll::Pending => return $crate::task::Poll::Pending,
        }
    };
}
