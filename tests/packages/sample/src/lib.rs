//! Modules over files, features, dependencies by path and from a folder of crates.
pub mod inner;

pub fn describe() -> String {
    format!("{} {} {}", env!("CARGO_PKG_NAME"), helper::volume(), tiny::VALUE)
}

#[cfg(feature = "extra")]
pub const EXTRA: bool = true;
#[cfg(not(feature = "extra"))]
pub const EXTRA: bool = false;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_its_dependencies() {
        assert_eq!(describe(), "sample-package 11 5");
        assert!(EXTRA && cfg!(miri) && cfg!(assay) && cfg!(test));
    }

    #[test]
    #[should_panic(expected = "too far")]
    fn panics_as_expected() {
        inner::deep::checked(9);
    }

    #[test]
    #[should_panic(expected = "something else")]
    fn panics_otherwise() {
        inner::deep::checked(9);
    }

    #[test]
    #[ignore = "takes long"]
    fn is_ignored() {
        unreachable!();
    }

    #[test]
    fn returns_an_error() -> Result<(), String> {
        println!("before the error");
        Err("no".into())
    }

    #[test]
    fn does_something_undefined() {
        let mut x = 0;
        let p = &mut x as *mut i32;
        let r = &mut x;
        *r = 1;
        unsafe { *p = 2 };
        *r = 3;
    }
}
