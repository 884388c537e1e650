fn main() {
    let x = (1;
} //~ mismatched closing delimiter
