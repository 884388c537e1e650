// Which body to check, once, and what becomes of the result.
#include "infer/check.h"

#include "infer/fn_ctxt.h"
#include "infer/inherent_index.h"
#include "infer/thir_build.h"

namespace assay::infer {

using hir::DefKind;

TypeChecker::TypeChecker(Session& s, traits::Solver& v)
    : session(s), solver(v), items(v.items), tcx(v.tcx), hir(v.items.hir), index_(std::make_unique<InherentIndex>()) {}
TypeChecker::~TypeChecker() = default;

DefId TypeChecker::body_owner(DefId def) const {
  while (hir.defs[def].kind == DefKind::Closure || hir.defs[def].kind == DefKind::InlineConst)
    def = hir.defs[def].parent;
  return def;
}

const thir::Body* TypeChecker::thir(DefId def) {
  const auto known = bodies_.find(def);
  if (known != bodies_.end()) return known->second;
  check(body_owner(def));
  const auto found = bodies_.find(def);
  return found == bodies_.end() ? nullptr : found->second;
}

void TypeChecker::ensure_opaque(DefId opaque) {
  if (items.opaque_type(opaque)) return;
  DefId def = opaque;
  while (hir.defs[def].kind == DefKind::OpaqueTy) def = hir.defs[def].parent;
  if (hir.defs[def].kind != DefKind::TyAlias) return check(body_owner(def));
  const SymbolId attr = session.sym("define_opaque");
  for (uint32_t i = 0; i < hir.defs.size() && !items.opaque_type(opaque); ++i) {
    const DefKind kind = hir.defs[DefId(i)].kind;
    if ((kind == DefKind::Fn || kind == DefKind::AssocFn) && hir.defs[DefId(i)].crate == hir.defs[def].crate &&
        hir.defs.has_attr(DefId(i), attr))
      check(DefId(i));
  }
}

void TypeChecker::check(DefId owner) {
  if (in_progress_.contains(owner) || !checked_.insert(owner).second) return;
  const size_t diags_before = session.diags.count();
  const hir::Body* body = hir.body(owner);
  if (!body) return;
  in_progress_.insert(owner);
  {
    InferState state(tcx);
    state.diags_before = session.diags.count();
    state.env = solver.param_env(owner);
    state.table.eval_const = [this](ConstId c) {
      if (tcx.flags(c) & (kHasParam | kHasInfer | kHasConstInfer)) return c;
      const std::optional<u128> value = solver.eval_const(c);
      return value ? tcx.const_value(tcx[c].ty, *value) : c;
    };
    FnCtxt fcx(*this, state, *body, owner, nullptr);
    const DefKind kind = hir.defs[owner].kind;
    if (kind == DefKind::Fn || kind == DefKind::AssocFn) {
      fcx.check_fn();
    } else {
      const TyId ty = items.type_of(owner);
      fcx.check_const(ty ? fcx.norm(ty, body->value->span) : fcx.fresh_ty(body->value->span));
    }
    fcx.finish();
    if (!state.failed && !body->has_error) build_thir(fcx);
    // A type that was wrong before this body was looked at says nothing here.
    if (!bodies_.contains(owner) && session.diags.count() == diags_before)
      session.diags.unsupported(hir.defs[owner].span, "body:" + hir.defs.path(owner, session.symbols));
  }
  in_progress_.erase(owner);
}

}  // namespace assay::infer
