fn main() {
    let x = 1 //~ expected `;`
    let y = 2;
}
