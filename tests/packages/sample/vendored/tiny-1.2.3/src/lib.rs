mod private {
    pub const VALUE: u32 = 5;
}
pub use private::VALUE;
