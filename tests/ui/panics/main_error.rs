//@ verdict: exit
fn main() -> Result<(), u8> {
    Err(7)
}
