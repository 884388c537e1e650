// `v.push(v.len())`: the post knows no two-phase borrows, and the first implementation had none yet.
//@ revisions: stacked-barriers stacked-2018 stacked-2018-impl unique-id timestamp noalias
fn main() {
    let mut v = vec![1];
    v.push(v.len()); //~[stacked-2018,stacked-2018-impl,unique-id] ERROR aliasing
    assert_eq!(v, [1, 1]);
}
