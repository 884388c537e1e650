// THIR of calls, operators, casts and indexing: here it is decided for good what is built in and what is a call.
#include "infer/thir_build.h"

namespace assay::infer {

using EK = hir::Expr::Kind;
using TK = thir::Expr::Kind;
using AK = Adjustment::Kind;
using hir::BinOp;
using thir::CastKind;

// ---- calls ---------------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::call(const hir::Expr& e) {
  const auto kind_it = fcx_.tables.calls.find(e.id);
  const CallKind kind = kind_it == fcx_.tables.calls.end() ? CallKind::None : kind_it->second;
  const TyId ty = ty_of(e);
  switch (kind) {
    case CallKind::None: {  // the callee diverges
      if (tcx_[ty].kind != TyKind::Never) return unsupported(e, "expr:call");
      Expr* out = make(TK::Block, e, ty);
      out->lhs = expr(*e.lhs);
      return out;
    }
    case CallKind::Closure:
      return closure_call(e);
    case CallKind::Overloaded: {
      const Callee* callee = fcx_.tables.callee_of(e.id);
      const DefId fn = callee->def;
      const ArgsId args = final_args(callee->args, e.span);
      const Expr* receiver = expr(*e.lhs);
      std::vector<TyId> tys;
      std::vector<const Expr*> operands = exprs(e.exprs);
      for (const Expr* o : operands) tys.push_back(o->ty);
      Expr* tuple = make(TK::Tuple, e, tcx_.tuple(tys));
      tuple->exprs = std::move(operands);
      return make_call(e, fn, args, {receiver, tuple}, ty);
    }
    case CallKind::Fn:
      break;
  }
  const Expr* callee = expr(*e.lhs);
  const TyData d = tcx_[callee->ty];
  if (d.kind == TyKind::FnDef && fcx_.hir.defs[d.def].kind == hir::DefKind::Ctor) {
    Expr* out = make(TK::Adt, e, ty);
    const DefId parent = fcx_.hir.defs[d.def].parent;
    const bool variant = fcx_.hir.defs[parent].kind == hir::DefKind::Variant;
    out->def = variant ? fcx_.hir.defs[parent].parent : parent;
    out->variant = variant ? fcx_.hir.defs[parent].index : 0;
    out->args = tcx_[ty].args;
    for (uint32_t i = 0; i < e.exprs.size(); ++i) out->fields.push_back({i, expr(*e.exprs[i])});
    return out;
  }
  if (d.kind == TyKind::FnPtr && d.sig.is_unsafe) needs_unsafe(e, "call to unsafe function pointer");
  if (d.kind == TyKind::FnDef && items_.fn_sig(d.def).is_unsafe) needs_unsafe(e, "call to unsafe function");
  if (d.kind == TyKind::FnDef && callee->kind == TK::Const) return make_call(e, d.def, d.args, exprs(e.exprs), ty);
  Expr* out = make(TK::Call, e, ty);
  // A variable or field may hold a function item: it has no bits, but reading it is a read.
  out->lhs = callee;
  out->exprs = exprs(e.exprs);
  return out;
}

thir::Expr* ThirBuilder::closure_call(const hir::Expr& e) {
  const Expr* callee = expr(*e.lhs);
  const TyId closure_ty = callee->ty;
  const DefId def = tcx_[closure_ty].def;
  // A closure of this body was built before anything can call it, so its kind is known.
  const ClosureKind kind = items_.closure_info(def).kind;
  const char* trait = kind == ClosureKind::Fn ? "fn" : kind == ClosureKind::FnMut ? "fn_mut" : "fn_once";
  const char* method = kind == ClosureKind::Fn ? "call" : kind == ClosureKind::FnMut ? "call_mut" : "call_once";
  const AssocItem* item = items_.assoc_item(items_.lang(trait), session_.sym(method), AssocItem::Kind::Fn);
  if (!item) return unsupported(e, "lang:fn");
  std::vector<TyId> tys;
  std::vector<const Expr*> operands = exprs(e.exprs);
  for (const Expr* o : operands) tys.push_back(o->ty);
  Expr* tuple = make(TK::Tuple, e, tcx_.tuple(tys));
  tuple->exprs = std::move(operands);
  const Expr* receiver = callee;
  if (kind != ClosureKind::FnOnce) receiver = borrow(*e.lhs, callee, kind == ClosureKind::FnMut, true);
  const GenericArg args[] = {GenericArg::of(closure_ty), GenericArg::of(tuple->ty)};
  return make_call(e, item->def, tcx_.args(args), {receiver, tuple}, ty_of(e));
}

thir::Expr* ThirBuilder::method_call(const hir::Expr& e) {
  const Callee* callee = fcx_.tables.callee_of(e.id);
  if (!callee) return unsupported(e, "expr:method");
  const DefId fn = callee->def;
  if (items_.fn_sig(fn).is_unsafe) needs_unsafe(e, "call to unsafe method");
  if (fcx_.hir.defs[fn].parent == items_.lang("drop")) {
    fcx_.error(e.span, "explicit use of destructor method", "E0040", "explicit destructor calls not allowed");
    failed_ = true;
  }
  const ArgsId args = final_args(callee->args, e.span);
  std::vector<const Expr*> operands{expr(*e.lhs)};
  for (const hir::Expr* arg : e.exprs) operands.push_back(expr(*arg));
  return make_call(e, fn, args, std::move(operands), ty_of(e));
}

// ---- operators -----------------------------------------------------------------------------------------------
namespace {
bool is_int(TyKind k) { return k == TyKind::Int || k == TyKind::Uint; }
bool is_scalar(TyKind k) {
  return is_int(k) || k == TyKind::Float || k == TyKind::Bool || k == TyKind::Char || k == TyKind::RawPtr ||
         k == TyKind::FnPtr;
}
bool is_builtin(BinOp op, TyKind l, TyKind r) {
  switch (op) {
    case BinOp::Shl:
    case BinOp::Shr:
      return is_int(l) && is_int(r);
    case BinOp::Add:
    case BinOp::Sub:
    case BinOp::Mul:
    case BinOp::Div:
    case BinOp::Rem:
      return (is_int(l) && is_int(r)) || (l == TyKind::Float && r == TyKind::Float);
    case BinOp::BitAnd:
    case BinOp::BitOr:
    case BinOp::BitXor:
      return (is_int(l) && is_int(r)) || (l == TyKind::Bool && r == TyKind::Bool);
    case BinOp::Eq:
    case BinOp::Ne:
    case BinOp::Lt:
    case BinOp::Le:
    case BinOp::Gt:
    case BinOp::Ge:
      return is_scalar(l) && is_scalar(r);
    case BinOp::And:
    case BinOp::Or:
      return true;
  }
  return false;
}
}  // namespace

/// The operand of what turned out to be built in was adjusted to a reference for the trait's method.
void ThirBuilder::drop_borrow(const hir::Expr& operand) {
  const auto it = fcx_.tables.adjustments.find(operand.id);
  if (it != fcx_.tables.adjustments.end() && !it->second.empty() && it->second.back().kind == AK::Borrow)
    it->second.pop_back();
}

thir::Expr* ThirBuilder::binary(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  if (e.bin_op == BinOp::And || e.bin_op == BinOp::Or) {
    Expr* out = make(e.bin_op == BinOp::And ? TK::LogicalAnd : TK::LogicalOr, e, ty);
    out->lhs = expr(*e.lhs);
    out->rhs = expr(*e.rhs);
    return out;
  }
  const bool compare = e.bin_op >= BinOp::Eq && e.bin_op <= BinOp::Ge;
  if (const Callee* callee = fcx_.tables.callee_of(e.id)) {
    const DefId fn = callee->def;
    const ArgsId args = final_args(callee->args, e.span);
    const TyKind l = tcx_[tcx_[args][0].ty()].kind;
    const TyKind r = tcx_[args].size() > 1 ? tcx_[tcx_[args][1].ty()].kind : l;
    if (!is_builtin(e.bin_op, l, r)) {
      const Expr* lhs = expr(*e.lhs);
      const Expr* rhs = expr(*e.rhs);
      Expr* out = make_call(e, fn, args, {lhs, rhs}, ty);
      out->from_overloaded_op = true;
      return out;
    }
    if (compare) {
      drop_borrow(*e.lhs);
      drop_borrow(*e.rhs);
    }
  }
  Expr* out = make(TK::Binary, e, ty);
  out->bin_op = e.bin_op;
  out->lhs = expr(*e.lhs);
  out->rhs = expr(*e.rhs);
  return out;
}

thir::Expr* ThirBuilder::assign_op(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  if (const Callee* callee = fcx_.tables.callee_of(e.id)) {
    const DefId fn = callee->def;
    const ArgsId args = final_args(callee->args, e.span);
    const TyKind l = tcx_[tcx_[args][0].ty()].kind;
    const TyKind r = tcx_[args].size() > 1 ? tcx_[tcx_[args][1].ty()].kind : l;
    if (!is_builtin(e.bin_op, l, r)) {
      const Expr* lhs = expr(*e.lhs);
      const Expr* rhs = expr(*e.rhs);
      Expr* out = make_call(e, fn, args, {lhs, rhs}, ty);
      out->from_overloaded_op = true;
      return out;
    }
    drop_borrow(*e.lhs);
  }
  Expr* out = make(TK::AssignOp, e, ty);
  out->bin_op = e.bin_op;
  out->lhs = expr(*e.lhs);
  out->rhs = expr(*e.rhs);
  return out;
}

thir::Expr* ThirBuilder::unary(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  const Callee* callee = fcx_.tables.callee_of(e.id);
  if (e.un_op == hir::UnOp::Deref) {
    if (!callee) {
      const Expr* operand = expr(*e.lhs);
      if (tcx_[operand->ty].kind == TyKind::RawPtr) needs_unsafe(e, "dereference of raw pointer");
      return deref(e, operand, ty);
    }
    const DefId fn = callee->def;
    const ArgsId args = final_args(callee->args, e.span);
    const Expr* receiver = expr(*e.lhs);
    const bool is_mut = tcx_[receiver->ty].is_mut();
    Expr* made = make_call(e, fn, args, {receiver}, tcx_.ref(ty, is_mut));
    made->from_overloaded_op = true;
    return deref(e, made, ty);
  }
  const bool is_not = e.un_op == hir::UnOp::Not;
  if (callee) {
    const DefId fn = callee->def;
    const ArgsId args = final_args(callee->args, e.span);
    const TyKind k = tcx_[tcx_[args][0].ty()].kind;
    const bool builtin = is_not ? is_int(k) || k == TyKind::Bool : is_int(k) || k == TyKind::Float;
    if (!builtin) {
      const Expr* operand = expr(*e.lhs);
      Expr* out = make_call(e, fn, args, {operand}, ty);
      out->from_overloaded_op = true;
      return out;
    }
  }
  if (!is_not && e.lhs->kind == EK::Lit && !fcx_.tables.adjustments_of(e.lhs->id)) {
    Expr* out = constant(e, ty);
    if (!literal(e.lhs->lit, true, ty, out->constant, e.span)) failed_ = true;
    return out;
  }
  Expr* out = make(is_not ? TK::Not : TK::Neg, e, ty);
  out->lhs = expr(*e.lhs);
  return out;
}

thir::Expr* ThirBuilder::index(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  if (const Callee* callee = fcx_.tables.callee_of(e.id)) {
    const DefId fn = callee->def;
    const ArgsId args = final_args(callee->args, e.span);
    const Expr* base = expr(*e.lhs);
    const Expr* at = expr(*e.rhs);
    const bool is_mut = tcx_[base->ty].is_mut();
    Expr* made = make_call(e, fn, args, {base, at}, tcx_.ref(ty, is_mut));
    made->from_overloaded_op = true;
    return deref(e, made, ty);
  }
  Expr* out = make_place(TK::Index, e, ty);
  out->lhs = expr(*e.lhs);
  out->rhs = expr(*e.rhs);
  return out;
}

// ---- casts ---------------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::cast(const hir::Expr& e) {
  const TyId to = ty_of(e);
  const Expr* operand = expr(*e.lhs);
  const TyId from = operand->ty;
  const TyData a = tcx_[from], b = tcx_[to];
  const auto as = [&](CastKind kind) { return make_cast(e, kind, operand, to); };
  if (from == to) {  // a coercion did it all; the result is a value, never the operand's place
    if (!is_place(*operand)) return const_cast<Expr*>(operand);
    Expr* out = make(TK::Block, e, to);
    out->lhs = operand;
    return out;
  }
  switch (a.kind) {
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Bool:
    case TyKind::Char:
      if (b.kind == TyKind::Float) return as(CastKind::IntToFloat);
      if (b.kind == TyKind::RawPtr) return as(CastKind::IntToPtr);
      return as(CastKind::IntToInt);
    case TyKind::Float:
      return as(b.kind == TyKind::Float ? CastKind::FloatToFloat : CastKind::FloatToInt);
    case TyKind::RawPtr:
      if (b.kind != TyKind::RawPtr) return as(CastKind::PtrToInt);
      if (tcx_[fcx_.table.resolve(fcx_.tables.ty[e.lhs->id])].kind == TyKind::Ref &&
          tcx_[a.inner].kind == TyKind::Array && tcx_[a.inner].inner == b.inner)
        return as(CastKind::ArrayToPointer);
      return as(CastKind::PtrToPtr);
    case TyKind::FnPtr:
      if (b.kind == TyKind::RawPtr) return as(CastKind::FnPtrToPtr);
      if (is_int(b.kind)) return as(CastKind::FnPtrToInt);
      break;
    case TyKind::Adt:
      if (is_int(b.kind)) return as(CastKind::IntToInt);
      break;
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::Dynamic:
    case TyKind::Closure:
    case TyKind::Tuple:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      break;
  }
  return unsupported(e, "expr:cast");
}

// ---- offset_of! ----------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::offset_of(const hir::Expr& e) {
  Expr* out = make(TK::OffsetOf, e, tcx_.usize);
  out->offset_container = final_ty(fcx_.tables.containers[e.id], e.span);
  TyId at = out->offset_container;
  for (size_t i = 0; i < e.offset_fields.size(); ++i) {
    const SymbolId name = e.offset_fields[i].name;
    TyId field_ty;
    const TyData d = tcx_[at];
    if (d.kind == TyKind::Adt && items_.adt(d.def).kind == AdtInfo::Kind::Enum) {
      const AdtInfo& adt = items_.adt(d.def);
      bool found = false;
      for (uint32_t v = 0; v < adt.variants.size() && !found; ++v) {
        if (adt.variants[v].name != name || i + 1 >= e.offset_fields.size()) continue;
        for (uint32_t f = 0; f < adt.variants[v].fields.size() && !found; ++f) {
          if (adt.variants[v].fields[f].name != e.offset_fields[i + 1].name) continue;
          out->offset_path.push_back({v, f});
          field_ty = fcx_.norm(tcx_.subst(known_type(items_, adt.variants[v].fields[f].def), d.args), e.span);
          found = true;
        }
      }
      if (!found) return unsupported(e, "expr:offset_of");
      ++i;
    } else {
      const auto field = fcx_.find_field(at, name, field_ty, e.span);
      if (!field) {
        fcx_.error(e.span, "no field `" + std::string(session_.text(name)) + "` on type `" + items_.print(at) + "`",
                   "E0609");
        failed_ = true;
        return out;
      }
      out->offset_path.push_back({kNoId, *field});
    }
    at = final_ty(field_ty, e.span);
  }
  return out;
}

}  // namespace assay::infer
