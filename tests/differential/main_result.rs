// `main` returns an error: exit code 1.
#[derive(Debug)]
enum Error {
    Parse(std::num::ParseIntError),
    Negative(i64),
}
impl From<std::num::ParseIntError> for Error {
    fn from(e: std::num::ParseIntError) -> Self {
        Error::Parse(e)
    }
}

fn check(s: &str) -> Result<i64, Error> {
    match s.parse()? {
        n if n < 0 => Err(Error::Negative(n)),
        n => Ok(n),
    }
}

fn main() -> Result<(), Error> {
    println!("{:?} {:?}", check("4"), check("-4"));
    println!("{}", check("12")?);
    println!("{}", check("twelve")?);
    println!("not reached");
    Ok(())
}
