// What a closure captures and how: edition 2021 captures places, not variables. Works on the closure's THIR body, where
// every adjustment is explicit, and replaces the captured places in it by Upvar.
#pragma once
#include <functional>

#include "infer/tables.h"
#include "thir/thir.h"
#include "traits/solve.h"

namespace assay::infer {

using namespace types;

struct CaptureQuery {
  thir::Body* body;  // the closure's; gets `captures` and `closure_kind`
  bool is_move = false;
  std::optional<ClosureKind> kind;              // what the context demands
  std::function<bool(hir::LocalVar)> is_outer;  // declared outside of the closure
  std::function<TyId(hir::LocalVar)> local_ty;
  std::function<SymbolId(hir::LocalVar)> local_name;
  std::function<bool(TyId)> is_copy;
};
struct CaptureResult {
  ClosureKind kind = ClosureKind::Fn;
  std::vector<TyId> tys;
  std::vector<const thir::Expr*> exprs;  // in the body around the closure: what to store
};

CaptureResult analyse_captures(Collector& items, Arena& arena, const CaptureQuery& query,
                               const thir::Expr& closure_expr);

}  // namespace assay::infer
