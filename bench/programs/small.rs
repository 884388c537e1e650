// A program of thirty lines: how long from the command to the verdict?
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq)]
struct Account {
    owner: String,
    balance: i64,
}

trait Ledger {
    fn post(&self, amount: i64) -> Result<i64, String>;
}

impl Ledger for Rc<RefCell<Account>> {
    fn post(&self, amount: i64) -> Result<i64, String> {
        let mut account = self.borrow_mut();
        let next = account.balance + amount;
        if next < 0 {
            return Err(format!("{} cannot pay {}", account.owner, -amount));
        }
        account.balance = next;
        Ok(next)
    }
}

fn main() {
    let account = Rc::new(RefCell::new(Account { owner: "Ada".to_string(), balance: 10 }));
    let results: Vec<_> = [5, -20, -15].iter().map(|a| account.post(*a)).collect();
    println!("{:?} {}", results, account.borrow().balance);
}
