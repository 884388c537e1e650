// Set-up of a body (return place, arguments, environment of a closure) and the small questions every part asks.
#include "lower/builder.h"

#include "base/symbols.h"
#include "lower/discriminants.h"

namespace assay::lower {

Builder::Builder(Session& session, traits::Solver& solver, thir::Provider& bodies, const thir::Body& body)
    : session_(session), solver_(solver), bodies_(bodies), thir_(body), items_(solver.items), tcx_(solver.tcx) {
  env_ = solver_.param_env(items_.hir.defs.generics_owner(body.owner));
  out_ = std::make_unique<mir::Body>();
  out_->owner = body.owner;
  out_->span = body.span;
  out_->is_closure = body.is_closure;
}

std::unique_ptr<mir::Body> Builder::run() {
  cur_ = new_block();
  const LocalId ret = new_local(thir_.return_ty, thir_.span);
  out_->locals[ret].is_mut = true;
  switch (items_.hir.defs[thir_.owner].kind) {
    case hir::DefKind::Fn:
    case hir::DefKind::AssocFn:
    case hir::DefKind::Closure:
      build_function();
      break;
    case hir::DefKind::Const:
    case hir::DefKind::AssocConst:
    case hir::DefKind::Static:
    case hir::DefKind::AnonConst:
    case hir::DefKind::InlineConst:
    case hir::DefKind::Mod:
    case hir::DefKind::ForeignMod:
    case hir::DefKind::Struct:
    case hir::DefKind::Union:
    case hir::DefKind::Enum:
    case hir::DefKind::Variant:
    case hir::DefKind::Ctor:
    case hir::DefKind::Trait:
    case hir::DefKind::TraitAlias:
    case hir::DefKind::TyAlias:
    case hir::DefKind::AssocTy:
    case hir::DefKind::ForeignTy:
    case hir::DefKind::TyParam:
    case hir::DefKind::ConstParam:
    case hir::DefKind::LifetimeParam:
    case hir::DefKind::Field:
    case hir::DefKind::Impl:
    case hir::DefKind::OpaqueTy:
    case hir::DefKind::Macro:
    case hir::DefKind::Use:
    case hir::DefKind::ExternCrate:
      build_constant();
      break;
  }
  build_unwind_tree();
  resolve_outer_places();
  if (failed_) return nullptr;
  return std::move(out_);
}

void Builder::build_function() {
  push_scope();  // the call: what `return` leaves
  const Place ret = mir::local_place(LocalId(0));
  in_breakable(HirId(), std::nullopt, ret, thir_.span, [&] {
    in_scope(thir_.span, [&] {
      build_params();
      in_terminating(thir_.span, [&] { into(ret, thir_.value); });
    });
    return true;
  });
  terminate(cur_, Terminator::Kind::Return, thir_.span);
  scopes_.pop_back();
}

// Only functions end with a scope where temporaries die: those of a constant's initialiser that are not inside a
// statement live for ever.
void Builder::build_constant() {
  in_constant_ = true;
  push_scope();
  extend_borrows(thir_.value, kNoScope);
  into(mir::local_place(LocalId(0)), thir_.value);
  pop_scope(thir_.span);
  terminate(cur_, Terminator::Kind::Return, thir_.span);
}

void Builder::build_params() {
  if (thir_.is_closure) return build_closure_params();
  std::vector<const thir::Param*> params;
  for (const thir::Param& param : thir_.params) {
    params.push_back(&param);
    const LocalId local = new_local(param.ty, param.span);
    out_->locals[local].is_arg = true;
  }
  out_->arg_count = static_cast<uint32_t>(params.size());
  for (size_t i = 0; i < params.size(); ++i) param_pattern(*params[i], LocalId(static_cast<uint32_t>(i + 1)));
}

void Builder::build_closure_params() {
  const DefId def = thir_.owner;
  const TyId closure = tcx_.closure(def, items_.identity_args(def));
  TyId env = closure;
  if (thir_.closure_kind == ClosureKind::Fn) env = tcx_.ref(closure, false);
  if (thir_.closure_kind == ClosureKind::FnMut) env = tcx_.ref(closure, true);
  const LocalId env_local = new_local(env, thir_.span);
  std::vector<TyId> inputs;
  std::vector<const thir::Param*> params;
  for (const thir::Param& param : thir_.params) {
    if (param.pat == nullptr) continue;
    inputs.push_back(param.ty);
    params.push_back(&param);
  }
  const LocalId tuple = new_local(tcx_.tuple(inputs), thir_.span);
  out_->locals[env_local].is_arg = out_->locals[tuple].is_arg = true;
  out_->arg_count = 2;
  out_->spread_last_arg = true;
  std::vector<LocalId> locals;
  for (size_t i = 0; i < params.size(); ++i) {
    const LocalId local = new_local(inputs[i], params[i]->span);
    locals.push_back(local);
    assign_operand(mir::local_place(local),
                   mir::move(mir::field(mir::local_place(tuple), static_cast<uint32_t>(i), inputs[i])),
                   params[i]->span);
  }
  schedule(top(), env_local, DropKind::Value, thir_.span);
  for (size_t i = 0; i < params.size(); ++i) param_pattern(*params[i], locals[i]);
}

void Builder::param_pattern(const thir::Param& param, LocalId local) {
  schedule(top(), local, DropKind::Value, param.span);
  const ScopeRef saved = var_scope_;
  var_scope_ = top();
  const Pat* pat = param.pat;
  if (pat != nullptr && pat->kind == Pat::Kind::Binding && !pat->by_ref && pat->sub == nullptr) {
    vars_[pat->local.raw] = local;
    mir::LocalDecl& decl = out_->locals[local];
    decl.name = thir_.locals[pat->local].name;
    decl.is_user = true;
    decl.is_mut = pat->is_mut;
  } else if (pat != nullptr) {
    declare(pat);
    place_into_pattern(pat, mir::local_place(local));
  }
  var_scope_ = saved;
}

// ---- appending ---------------------------------------------------------------------------------------------

BlockId Builder::new_block() { return out_->blocks.push({}); }

LocalId Builder::new_local(TyId ty, Span span) {
  mir::LocalDecl decl;
  decl.ty = ty;
  decl.span = span;
  return out_->locals.push(decl);
}

Terminator& Builder::terminate(BlockId block, Terminator::Kind kind, Span span) {
  Terminator& terminator = out_->blocks[block].terminator;
  terminator = Terminator{};
  terminator.kind = kind;
  terminator.span = span;
  return terminator;
}

void Builder::go(BlockId from, BlockId to, Span span) { terminate(from, Terminator::Kind::Goto, span).targets = {to}; }

void Builder::push(Statement statement) { out_->blocks[cur_].statements.push_back(std::move(statement)); }

void Builder::assign(const Place& place, Rvalue rvalue, Span span) {
  Statement statement;
  statement.kind = Statement::Kind::Assign;
  statement.span = span;
  statement.place = place;
  statement.rvalue = std::move(rvalue);
  push(std::move(statement));
}

void Builder::assign_operand(const Place& place, Operand operand, Span span) {
  Rvalue rvalue;
  rvalue.operands.push_back(std::move(operand));
  assign(place, std::move(rvalue), span);
}

void Builder::assign_unit(const Place& place, Span span) {
  assign_operand(place, mir::constant(mir::zero_sized(tcx_.unit), span), span);
}

void Builder::storage(Statement::Kind kind, LocalId local, Span span) {
  Statement statement;
  statement.kind = kind;
  statement.span = span;
  statement.place = mir::local_place(local);
  push(std::move(statement));
}

void Builder::mention(Statement::Kind kind, const Place& place, Span span) {
  Statement statement;
  statement.kind = kind;
  statement.span = span;
  statement.place = place;
  push(std::move(statement));
}

void Builder::switch_bool(BlockId from, Operand condition, BlockId if_true, BlockId if_false, Span span) {
  Terminator& terminator = terminate(from, Terminator::Kind::SwitchInt, span);
  terminator.operand = std::move(condition);
  terminator.switch_ty = tcx_.bool_;
  terminator.values = {0};
  terminator.targets = {if_false, if_true};
}

void Builder::unsupported(Span span, const char* feature) {
  terminate(cur_, Terminator::Kind::Unsupported, span).feature = session_.sym(feature);
  cur_ = new_block();
}

void Builder::give_up(Span span, const char* feature) {
  session_.diags.unsupported(span, feature);
  failed_ = true;
}

Operand Builder::consume(const Place& place, bool is_copy, Span span) const {
  return is_copy ? mir::copy(place, span) : mir::move(place, span);
}

// ---- questions about types ---------------------------------------------------------------------------------

bool Builder::needs_drop(TyId ty) {
  const auto [it, fresh] = needs_drop_cache_.try_emplace(ty, false);
  if (fresh) it->second = solver_.needs_drop(ty, env_);
  return it->second;
}

bool Builder::is_uninhabited(TyId ty, int depth) {
  if (depth > 8) return false;
  const TyData data = tcx_[ty];
  switch (data.kind) {
    case TyKind::Never:
      return true;
    case TyKind::Tuple: {
      const std::vector<TyId> list(tcx_[data.list].begin(), tcx_[data.list].end());
      for (const TyId element : list)
        if (is_uninhabited(element, depth + 1)) return true;
      return false;
    }
    case TyKind::Array: {
      const ConstData& length = tcx_[data.length];
      return length.kind == ConstData::Kind::Value && length.bits != 0 && is_uninhabited(data.inner, depth + 1);
    }
    case TyKind::Adt: {
      const AdtInfo& adt = items_.adt(data.def);
      if (adt.kind == AdtInfo::Kind::Union || adt.is_box || adt.is_phantom) return false;
      for (uint32_t v = 0; v < adt.variants.size(); ++v) {
        bool uninhabited = false;
        for (uint32_t f = 0; f < adt.variants[v].fields.size() && !uninhabited; ++f)
          uninhabited = is_uninhabited(field_ty(ty, v, f), depth + 1);
        if (!uninhabited) return false;
      }
      return true;
    }
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Foreign:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Dynamic:
    case TyKind::Closure:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return false;
  }
  return false;
}

bool Builder::is_integral(TyId ty) const { return tcx_[ty].kind == TyKind::Int || tcx_[ty].kind == TyKind::Uint; }
bool Builder::is_signed(TyId ty) const { return tcx_[ty].kind == TyKind::Int; }

uint32_t Builder::int_bits(TyId ty) const {
  const TyData& data = tcx_[ty];
  const uint32_t pointer = session_.options.target.pointer_bytes * 8;
  if (data.kind == TyKind::Bool) return 8;
  if (data.kind == TyKind::Char) return 32;
  if (data.kind == TyKind::Int) switch (data.int_ty()) {
      case IntTy::I8:
        return 8;
      case IntTy::I16:
        return 16;
      case IntTy::I32:
        return 32;
      case IntTy::I64:
        return 64;
      case IntTy::I128:
        return 128;
      case IntTy::Isize:
        return pointer;
    }
  if (data.kind == TyKind::Uint) switch (data.uint_ty()) {
      case UintTy::U8:
        return 8;
      case UintTy::U16:
        return 16;
      case UintTy::U32:
        return 32;
      case UintTy::U64:
        return 64;
      case UintTy::U128:
        return 128;
      case UintTy::Usize:
        return pointer;
    }
  return 128;
}

u128 Builder::mask(TyId ty) const {
  const uint32_t bits = int_bits(ty);
  return bits >= 128 ? ~u128{0} : (u128{1} << bits) - 1;
}

TyId Builder::discriminant_ty(TyId enum_ty) {
  const TyData& data = tcx_[enum_ty];
  return data.kind == TyKind::Adt ? lower::discriminant_ty(items_.adt(data.def), tcx_) : tcx_.u8;
}

TyId Builder::field_ty(TyId adt_ty, uint32_t variant, uint32_t field) {
  const TyData data = tcx_[adt_ty];
  if (data.kind == TyKind::Tuple) return tcx_[data.list][field];
  if (data.kind != TyKind::Adt) return tcx_.error;
  const DefId def = items_.adt(data.def).variants[variant].fields[field].def;
  return solver_.normalize(tcx_.subst(items_.type_of(def), data.args), env_);
}

TyId Builder::trait_method(const char* lang, SymbolId name, std::span<const TyId> args) {
  const DefId trait = items_.lang(lang);
  if (!trait) return TyId();
  const AssocItem* method = items_.assoc_item(trait, name, AssocItem::Kind::Fn);
  if (method == nullptr) return TyId();
  std::vector<GenericArg> list;
  for (const TyId ty : args) list.push_back(GenericArg::of(ty));
  return tcx_.fn_def(method->def, tcx_.args(list));
}

}  // namespace assay::lower
