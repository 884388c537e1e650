// Which identifiers are reserved? The ids themselves are constants: base/symbols.h.
#pragma once
#include "base/symbols.h"
#include "diag/session.h"

namespace assay::lex {

/// Reserved in `edition` when not written as r#name; `_` counts.
constexpr bool is_reserved(SymbolId name, Edition edition) {
  if (name.raw <= sym::underscore.raw) return true;
  if (name.raw <= sym::try_.raw) return edition >= Edition::E2018;
  return name == sym::gen_ && edition >= Edition::E2024;
}
/// `self`, `Self`, `super`, `crate`: reserved, but the beginning of a path.
constexpr bool is_path_keyword(SymbolId name) {
  return name == sym::self_ || name == sym::Self_ || name == sym::super_ || name == sym::crate_;
}

}  // namespace assay::lex
