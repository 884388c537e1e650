// A stack machine: enums, byte decoding, call frames, errors; ends with its own exit code.
use std::convert::TryFrom;
use std::fmt;

#[repr(u8)]
#[derive(Debug, Clone, Copy, PartialEq)]
enum Op {
    Push = 1,
    Add,
    Mul,
    Dup,
    Swap,
    JmpNz,
    Call,
    Ret,
    Print,
    Halt = 0xff,
}

impl TryFrom<u8> for Op {
    type Error = Fault;
    fn try_from(b: u8) -> Result<Op, Fault> {
        Ok(match b {
            1 => Op::Push,
            2 => Op::Add,
            3 => Op::Mul,
            4 => Op::Dup,
            5 => Op::Swap,
            6 => Op::JmpNz,
            7 => Op::Call,
            8 => Op::Ret,
            9 => Op::Print,
            0xff => Op::Halt,
            other => return Err(Fault::BadOp(other)),
        })
    }
}

#[derive(Debug, PartialEq)]
enum Fault {
    BadOp(u8),
    Underflow { at: usize },
    OffEnd,
    Steps,
}
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Fault::BadOp(b) => write!(f, "bad op {b:#04x}"),
            Fault::Underflow { at } => write!(f, "underflow at {at}"),
            Fault::OffEnd => f.write_str("off the end"),
            Fault::Steps => f.write_str("too many steps"),
        }
    }
}

#[derive(Default)]
struct Vm<'c> {
    code: &'c [u8],
    pc: usize,
    stack: Vec<i64>,
    calls: Vec<usize>,
    out: String,
}

impl<'c> Vm<'c> {
    fn new(code: &'c [u8]) -> Self {
        Vm { code, ..Default::default() }
    }
    fn byte(&mut self) -> Result<u8, Fault> {
        let b = *self.code.get(self.pc).ok_or(Fault::OffEnd)?;
        self.pc += 1;
        Ok(b)
    }
    fn word(&mut self) -> Result<i16, Fault> {
        Ok(i16::from_le_bytes([self.byte()?, self.byte()?]))
    }
    fn pop(&mut self) -> Result<i64, Fault> {
        self.stack.pop().ok_or(Fault::Underflow { at: self.pc - 1 })
    }
    fn run(&mut self) -> Result<i64, Fault> {
        for _ in 0..1000 {
            let op = Op::try_from(self.byte()?)?;
            match op {
                Op::Push => {
                    let w = self.word()?;
                    self.stack.push(w.into());
                }
                Op::Add | Op::Mul => {
                    let (b, a) = (self.pop()?, self.pop()?);
                    self.stack.push(if op == Op::Add { a + b } else { a.wrapping_mul(b) });
                }
                Op::Dup => {
                    let a = self.pop()?;
                    self.stack.extend([a, a]);
                }
                Op::Swap => {
                    let (b, a) = (self.pop()?, self.pop()?);
                    self.stack.push(b);
                    self.stack.push(a);
                }
                Op::JmpNz => {
                    let to = self.byte()?;
                    if self.pop()? != 0 {
                        self.pc = to as usize;
                    }
                }
                Op::Call => {
                    let to = self.byte()?;
                    self.calls.push(self.pc);
                    self.pc = to as usize;
                }
                Op::Ret => self.pc = self.calls.pop().ok_or(Fault::Underflow { at: self.pc - 1 })?,
                Op::Print => {
                    let a = self.pop()?;
                    use fmt::Write;
                    write!(self.out, "{a};").unwrap();
                }
                Op::Halt => return self.pop(),
            }
        }
        Err(Fault::Steps)
    }
}

fn main() {
    // Counts down from 10 and pushes squares; the jump and call targets are absolute.
    let squares = [1, 1, 0, 1, 10, 0, 4, 7, 0x16, 1, 0xff, 0xff, 2, 4, 6, 6, 9, 4, 9, 0xff, 0, 0, 5, 4, 7, 0x1e, 5, 3, 5, 8, 8];
    let programs: [&[u8]; 5] = [&squares, &[1, 5, 0, 2, 0xff], &[1, 0], &[42], &[1, 1, 0, 6, 0]];
    let mut faults = 0;
    for p in programs {
        let mut vm = Vm::new(p);
        match vm.run() {
            Ok(n) => println!("ok {n} {:?} {:?}", vm.out, vm.stack),
            Err(f) => {
                faults += 1;
                println!("{f} ({f:?}) {:?} {:?}", vm.out, vm.stack);
            }
        }
    }
    std::process::exit(faults);
}
