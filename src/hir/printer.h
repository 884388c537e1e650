// HIR as text, for tests and for looking at what lowering made. Not Rust: every name is printed as what it means.
#pragma once
#include <string>

#include "hir/hir.h"

namespace assay::hir {

std::string print_ty(const DefTable& defs, const Interner& symbols, const Ty& ty);
std::string print_sig(const DefTable& defs, const Interner& symbols, DefId def, const ItemSig& sig);
std::string print_body(const DefTable& defs, const Interner& symbols, const Body& body);

}  // namespace assay::hir
