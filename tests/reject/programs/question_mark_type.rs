fn f() -> Result<u8, u8> {
    let x: u16 = Ok::<u8, u8>(1)?; //~ E0308
    Ok(1)
}
fn main() { let _ = f(); }
