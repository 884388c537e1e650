use std::mem::swap;
fn swap() {} //~ E0255
fn main() {}
