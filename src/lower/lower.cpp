// The order of the passes over one body, and the bodies of constructors.
#include "lower/lower.h"

#include "base/symbols.h"
#include "lower/builder.h"
#include "lower/coroutine.h"
#include "lower/derefs.h"
#include "lower/elaborate.h"
#include "lower/retag.h"
#include "lower/simplify.h"
#include "mir/validate.h"

namespace assay::lower {

Lowering::Lowering(Session& session, traits::Solver& solver, thir::Provider& bodies)
    : session_(session), solver_(solver), bodies_(bodies) {}

Lowering::~Lowering() = default;

const mir::Body* Lowering::mir(DefId def) {
  const auto found = cache_.find(def);
  if (found != cache_.end()) return found->second.get();
  std::unique_ptr<mir::Body> body = build(def);
  if (body != nullptr) {
    const traits::ParamEnv env = solver_.param_env(solver_.items.hir.defs.generics_owner(def));
    finish(*body, env);
    for (const auto& promoted : body->promoted) finish(*promoted, env);
  }
  return cache_.emplace(def, std::move(body)).first->second.get();
}

const mir::Body* Lowering::coroutine_drop(DefId def) {
  if (!mir(def)) return nullptr;
  const auto it = coroutine_drops_.find(def);
  return it == coroutine_drops_.end() ? nullptr : it->second.get();
}

std::unique_ptr<mir::Body> Lowering::build(DefId def) {
  if (solver_.items.hir.defs[def].kind == hir::DefKind::Ctor) return build_ctor(def);
  const thir::Body* body = bodies_.thir(def);
  if (body == nullptr || body->value == nullptr) return nullptr;
  return Builder(session_, solver_, bodies_, *body).run();
}

// `fn(T, U) -> Struct { Struct(t, u) }`.
std::unique_ptr<mir::Body> Lowering::build_ctor(DefId def) {
  Collector& items = solver_.items;
  TyContext& tcx = items.tcx;
  const FnSig sig = items.fn_sig(def);
  auto body = std::make_unique<mir::Body>();
  body->owner = def;
  body->span = items.hir.defs[def].span;
  const auto add_local = [&](TyId ty) {
    mir::LocalDecl decl;
    decl.ty = ty;
    decl.span = body->span;
    return body->locals.push(decl);
  };
  add_local(sig.output);
  mir::Statement statement;
  statement.kind = mir::Statement::Kind::Assign;
  statement.span = body->span;
  statement.place = mir::local_place(LocalId(0));
  statement.rvalue.kind = Rvalue::Kind::Aggregate;
  statement.rvalue.aggregate = mir::AggregateKind::Adt;
  statement.rvalue.ty = sig.output;
  statement.rvalue.def = tcx[sig.output].def;
  const DefId parent = items.hir.defs[def].parent;
  if (items.hir.defs[parent].kind == hir::DefKind::Variant) statement.rvalue.variant = items.hir.defs[parent].index;
  const std::vector<TyId> inputs(tcx[sig.inputs].begin(), tcx[sig.inputs].end());
  for (const TyId input : inputs) {
    const LocalId local = add_local(input);
    body->locals[local].is_arg = true;
    statement.rvalue.operands.push_back(mir::move(mir::local_place(local), body->span));
  }
  body->arg_count = static_cast<uint32_t>(inputs.size());
  mir::Block block;
  block.statements.push_back(std::move(statement));
  block.terminator.kind = Terminator::Kind::Return;
  block.terminator.span = body->span;
  body->blocks.push(std::move(block));
  return body;
}

void Lowering::finish(mir::Body& body, const traits::ParamEnv& env) {
  const hir::DefTable& defs = solver_.items.hir.defs;
  const hir::DefKind kind = defs[body.owner].kind;
  if (kind == hir::DefKind::Ctor) return;
  bool may_unwind = true;
  if (kind == hir::DefKind::Fn || kind == hir::DefKind::AssocFn) {
    const SymbolId abi = solver_.items.fn_sig(body.owner).abi;
    const std::string_view text = session_.text(abi);
    const bool rust = !abi || text.starts_with("Rust") || text.starts_with("rust") || text.ends_with("-unwind");
    may_unwind = rust && !defs.has_attr(body.owner, session_.sym("rustc_nounwind"));
  }
  simplify_blocks(body);
  elaborate_drops(body, solver_, env);
  move_packed_drops(body, solver_.items);
  simplify_blocks(body);
  restrict_unwinding(body, may_unwind);
  simplify_blocks(body);
  // Constants promoted out of a coroutine are no coroutines.
  if (kind == hir::DefKind::Closure && body.spread_last_arg && solver_.items.closure_info(body.owner).is_coroutine) {
    std::unique_ptr<mir::Body> drop = make_coroutine(body, solver_.items);
    insert_retags(*drop, solver_.items);
    separate_derefs(*drop, solver_.items);
    coroutine_drops_[body.owner] = std::move(drop);
  }
  insert_retags(body, solver_.items);
  separate_derefs(body, solver_.items);
  for (const std::string& problem : mir::validate(body)) {
    session_.diags.unsupported(body.span, "internal:mir", problem);
    break;
  }
}

}  // namespace assay::lower
