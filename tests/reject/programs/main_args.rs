fn main(x: u8) {} //~ E0580
