use sample_package::inner::deep::checked;

#[test]
fn from_outside() {
    assert_eq!(checked(3), 3);
    assert!(!cfg!(feature = "unused"));
}
