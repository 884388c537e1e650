use std::fmt::Debug;
use std::fmt::Debug; //~ E0252
fn main() {}
