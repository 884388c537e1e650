// A reference inside a struct that does not travel in registers.
//@ revisions: all scalar bare tree-all tree-bare
//@ flags[scalar]: --model-option retag_fields=scalar
//@ flags[bare]: --model-option retag_fields=none
//@ flags[tree-all]: --aliasing tree
//@ flags[tree-bare]: --aliasing tree --model-option retag_fields=none
struct Wide<'a> {
    reference: &'a mut i32,
    _a: u64,
    _b: u64,
}

fn callee(wide: Wide, alias: *mut i32) {
    *wide.reference = 1;
    unsafe { *alias = 2 } //~[all,tree-all] ERROR aliasing: protected
}

fn main() {
    let mut value = 0;
    let alias = &raw mut value;
    let wide = Wide { reference: unsafe { &mut *alias }, _a: 0, _b: 0 };
    callee(wide, alias);
}
