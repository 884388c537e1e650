// THIR of expressions: nodes, adjustments, paths, control flow, closures. Calls and operators are in thir_ops.cpp.
#include "infer/captures.h"
#include "infer/exhaustive.h"
#include "infer/thir_build.h"

namespace assay::infer {

using EK = hir::Expr::Kind;
using TK = thir::Expr::Kind;
using AK = Adjustment::Kind;
using thir::CastKind;

ThirBuilder::ThirBuilder(FnCtxt& fcx)
    : fcx_(fcx),
      session_(fcx.session),
      tcx_(fcx.tcx),
      items_(fcx.items),
      solver_(fcx.solver),
      arena_(fcx.session.arena) {}

void build_thir(FnCtxt& fcx) {
  // Inline constants first: a closure of the body may stand in none of them, but their closures are theirs.
  for (const auto& child : fcx.state.children)
    if (!ThirBuilder(*child).build()) return;
  ThirBuilder(fcx).build();
}

/// Only what the program says itself is held to this: macros of the library contain their own `unsafe`.
void ThirBuilder::needs_unsafe(const hir::Expr& e, const char* what) {
  if (unsafe_depth_ > 0 || session_.sources.is_library(e.span)) return;
  if (!fcx_.hir.defs.crates[fcx_.hir.defs[fcx_.owner].crate].is_user) return;
  fcx_.error(e.span, std::string(what) + " is unsafe and requires unsafe function or block", "E0133");
  unsafe_depth_ = 1;  // once is enough
}

bool ThirBuilder::build() {
  thir::Body* body = arena_.make<thir::Body>();
  const hir::DefKind owner_kind = fcx_.hir.defs[fcx_.owner].kind;
  if (owner_kind == hir::DefKind::Fn || owner_kind == hir::DefKind::AssocFn)
    unsafe_depth_ = items_.fn_sig(fcx_.owner).is_unsafe ? 1 : 0;
  else if (owner_kind != hir::DefKind::Const && owner_kind != hir::DefKind::Static)
    unsafe_depth_ = 1;  // what is around an anonymous constant is not known here
  const Span span = fcx_.body.value->span;
  body->owner = fcx_.owner;
  body->return_ty = final_ty(fcx_.return_ty, span);
  body->edition = fcx_.body.edition;
  body->span = span;
  for (size_t i = 0; i < fcx_.body.params.size() && i < fcx_.param_tys.size(); ++i) {
    const hir::Param& p = fcx_.body.params[i];
    body->params.push_back({pat(*p.pat), final_ty(fcx_.param_tys[i], p.span), p.span});
    if (!failed_ && !is_exhaustive({&body->params.back().pat, 1}, body->params.back().pat->ty)) {
      fcx_.error(p.pat->span, "refutable pattern in function argument", "E0005", "not every value is covered");
      failed_ = true;
    }
  }
  body->value = expr(*fcx_.body.value);
  fill_locals(*body);
  for (thir::Body* closure : closure_bodies_) fill_locals(*closure);
  if (failed_ || fcx_.state.failed) return false;
  fcx_.checker.publish(fcx_.owner, body);
  for (thir::Body* closure : closure_bodies_) fcx_.checker.publish(closure->owner, closure);
  return true;
}

void ThirBuilder::fill_locals(thir::Body& body) {
  for (uint32_t i = 0; i < fcx_.body.locals.size(); ++i) {
    const hir::LocalDecl& decl = fcx_.body.locals[LocalVar(i)];
    const TyId ty = fcx_.tables.locals[LocalVar(i)];
    body.locals.push({decl.name.name, ty ? final_ty(ty, decl.span) : tcx_.unit, decl.span, decl.is_mut});
  }
}

// ---- types ---------------------------------------------------------------------------------------------------
void ThirBuilder::ambiguous(Span span) {
  if (!failed_ && !fcx_.state.failed) fcx_.error(span, "type annotations needed", "E0282", "cannot infer type");
  failed_ = true;
}

TyId ThirBuilder::final_ty(TyId ty, Span span) {
  if (!ty) return tcx_.error;
  ty = fcx_.table.resolve(ty);
  if (tcx_.has(ty, kHasError)) {  // was reported where it arose
    failed_ = true;
    return tcx_.error;
  }
  if (tcx_.has(ty, kHasInfer | kHasConstInfer)) {
    ambiguous(span);
    return tcx_.error;
  }
  return ty;
}
ArgsId ThirBuilder::final_args(ArgsId args, Span span) {
  if (!args) return args;
  args = fcx_.table.resolve(args);
  if (tcx_.flags(args) & kHasError)
    failed_ = true;
  else if (tcx_.flags(args) & (kHasInfer | kHasConstInfer))
    ambiguous(span);
  return args;
}
TyId ThirBuilder::ty_of(const hir::Expr& e) { return final_ty(fcx_.tables.ty[e.id], e.span); }

bool ThirBuilder::is_copy(TyId ty) {
  const auto known = copy_.find(ty);
  if (known != copy_.end()) return known->second;
  const bool copy = !failed_ && solver_.is_copy(ty, fcx_.state.env);
  copy_.emplace(ty, copy);
  return copy;
}

// ---- nodes ---------------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::make(TK kind, const hir::Expr& from, TyId ty) {
  Expr* out = arena_.make<Expr>();
  out->kind = kind;
  out->id = from.id;
  out->ty = ty;
  out->span = from.span;
  return out;
}
thir::Expr* ThirBuilder::make_place(TK kind, const hir::Expr& from, TyId ty) {
  Expr* out = make(kind, from, ty);
  out->is_copy = is_copy(ty);
  return out;
}
thir::Expr* ThirBuilder::constant(const hir::Expr& from, TyId ty) {
  Expr* out = make(TK::Const, from, ty);
  out->constant.ty = ty;
  return out;
}
thir::Expr* ThirBuilder::make_call(const hir::Expr& from, DefId fn, ArgsId args, std::vector<const Expr*> operands,
                                   TyId ty) {
  Expr* callee = constant(from, tcx_.fn_def(fn, args));
  callee->constant.kind = thir::ConstValue::Kind::ZeroSized;
  Expr* out = make(TK::Call, from, ty);
  out->lhs = callee;
  out->exprs = std::move(operands);
  return out;
}
thir::Expr* ThirBuilder::make_cast(const hir::Expr& from, CastKind kind, const Expr* operand, TyId ty) {
  Expr* out = make(TK::Cast, from, ty);
  out->cast = kind;
  out->lhs = operand;
  return out;
}
thir::Expr* ThirBuilder::borrow(const hir::Expr& from, const Expr* place, bool is_mut, bool adjustment) {
  Expr* out = make(TK::Borrow, from, tcx_.ref(place->ty, is_mut));
  out->lhs = place;
  out->borrow = is_mut ? thir::BorrowKind::Mut : thir::BorrowKind::Shared;
  out->reborrow_adjustment = adjustment;
  return out;
}
thir::Expr* ThirBuilder::deref(const hir::Expr& from, const Expr* operand, TyId ty) {
  Expr* out = make_place(TK::Deref, from, ty);
  out->lhs = operand;
  return out;
}
thir::Expr* ThirBuilder::unsupported(const hir::Expr& from, const char* feature) {
  if (session_.diags.count() == fcx_.state.diags_before) fcx_.unsupported(from.span, feature);
  failed_ = true;
  Expr* out = make(TK::Unsupported, from, tcx_.error);
  out->feature = session_.sym(feature);
  return out;
}

bool ThirBuilder::is_place(const Expr& e) {
  return e.kind == TK::Local || e.kind == TK::Upvar || e.kind == TK::Static || e.kind == TK::Deref ||
         e.kind == TK::Field || e.kind == TK::Index;
}

// ---- adjustments ---------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::adjusted(const hir::Expr& e, Expr* at) {
  const auto* list = fcx_.tables.adjustments_of(e.id);
  if (!list) return at;
  for (const Adjustment& a : std::vector<Adjustment>(*list)) {
    const TyId target = final_ty(a.target, e.span);
    switch (a.kind) {
      case AK::AdtReborrow:
        at = adt_reborrow(e, at, target);
        break;
      case AK::NeverToAny:
        at = make_cast(e, CastKind::NeverToAny, at, target);
        break;
      case AK::Deref:
        at = deref(e, at, target);
        at->reborrow_adjustment = true;
        break;
      case AK::OverloadedDeref: {
        const DefId trait = items_.lang(a.is_mut ? "deref_mut" : "deref");
        const AssocItem* method =
            items_.assoc_item(trait, session_.sym(a.is_mut ? "deref_mut" : "deref"), AssocItem::Kind::Fn);
        if (!method) return unsupported(e, "lang:deref");
        const GenericArg self = GenericArg::of(at->ty);
        const Expr* receiver = borrow(e, at, a.is_mut, true);
        Expr* made = make_call(e, method->def, tcx_.args({&self, 1}), {receiver}, tcx_.ref(target, a.is_mut));
        made->from_overloaded_op = true;
        at = deref(e, made, target);
        at->reborrow_adjustment = true;
        break;
      }
      case AK::Borrow: {
        Expr* made = borrow(e, at, a.is_mut, true);
        made->ty = target;
        if (a.is_mut && a.two_phase) made->borrow = thir::BorrowKind::TwoPhaseMut;
        at = made;
        break;
      }
      case AK::RawBorrow: {
        Expr* made = make(TK::RawBorrow, e, target);
        made->lhs = at;
        made->is_mut = a.is_mut;
        made->reborrow_adjustment = true;
        at = made;
        break;
      }
      case AK::ReifyFn:
        at = make_cast(e, CastKind::ReifyFnPointer, at, target);
        break;
      case AK::UnsafeFn:
        at = make_cast(e, CastKind::UnsafeFnPointer, at, target);
        break;
      case AK::ClosureFn:
        at = make_cast(e, CastKind::ClosureFnPointer, at, target);
        break;
      case AK::MutToConst:
        at = make_cast(e, CastKind::MutToConstPointer, at, target);
        break;
      case AK::Unsize:
        at = make_cast(e, CastKind::Unsize, at, target);
        break;
    }
  }
  return at;
}

/// The target struct with each field reborrowed (references) or copied from the source's.
thir::Expr* ThirBuilder::adt_reborrow(const hir::Expr& e, const Expr* from, TyId target) {
  const TyData d = tcx_[target], source = tcx_[from->ty];
  const auto fields = items_.adt(d.def).variants[0].fields;
  const auto source_fields = items_.adt(source.def).variants[0].fields;
  if (fields.size() != source_fields.size()) return unsupported(e, "expr:reborrow");
  Expr* out = make(TK::Adt, e, target);
  out->def = d.def;
  out->args = d.args;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    const TyId from_ty =
        final_ty(fcx_.norm(tcx_.subst(known_type(items_, source_fields[i].def), source.args), e.span), e.span);
    const TyId to_ty = final_ty(fcx_.norm(tcx_.subst(known_type(items_, fields[i].def), d.args), e.span), e.span);
    Expr* field = make_place(TK::Field, e, from_ty);
    field->lhs = from;
    field->field = i;
    const Expr* value = field;
    if (tcx_[from_ty].kind == TyKind::Ref && tcx_[to_ty].kind == TyKind::Ref && tcx_[from_ty].is_mut())
      value = borrow(e, deref(e, field, tcx_[from_ty].inner), tcx_[to_ty].is_mut(), true);
    else if (tcx_[from_ty].kind == TyKind::Adt && from_ty != to_ty)
      value = adt_reborrow(e, field, to_ty);
    out->fields.push_back({i, value});
  }
  return out;
}

const thir::Expr* ThirBuilder::expr(const hir::Expr& e) { return adjusted(e, raw(e)); }

std::vector<const thir::Expr*> ThirBuilder::exprs(const std::vector<const hir::Expr*>& list) {
  std::vector<const Expr*> out;
  out.reserve(list.size());
  for (const hir::Expr* e : list) out.push_back(expr(*e));
  return out;
}

// ---- dispatch ------------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::raw(const hir::Expr& e) {
  const TyId ty = e.kind == EK::Unsupported || e.kind == EK::Error ? tcx_.error : ty_of(e);
  switch (e.kind) {
    case EK::Lit: {
      Expr* out = constant(e, ty);
      if (!literal(e.lit, false, ty, out->constant, e.span)) failed_ = true;
      return out;
    }
    case EK::Path:
      return path(e);
    case EK::Array:
    case EK::Tuple: {
      Expr* out = make(e.kind == EK::Array ? TK::Array : TK::Tuple, e, ty);
      out->exprs = exprs(e.exprs);
      return out;
    }
    case EK::Repeat: {
      Expr* out = make(TK::Repeat, e, ty);
      out->lhs = expr(*e.lhs);
      out->count = tcx_[ty].kind == TyKind::Array ? tcx_[ty].length : fcx_.table.resolve(fcx_.tables.counts[e.id]);
      return out;
    }
    case EK::Struct:
      return struct_expr(e);
    case EK::Call:
      return call(e);
    case EK::MethodCall:
      return method_call(e);
    case EK::Binary:
      return binary(e);
    case EK::Unary:
      return unary(e);
    case EK::AddrOf: {
      Expr* out = borrow(e, expr(*e.lhs), e.is_mut, false);
      out->ty = ty;
      return out;
    }
    case EK::RawAddrOf: {
      Expr* out = make(TK::RawBorrow, e, ty);
      const bool before = address_only_;
      address_only_ = e.lhs->kind == EK::Path;
      out->lhs = expr(*e.lhs);
      address_only_ = before;
      out->is_mut = e.is_mut;
      return out;
    }
    case EK::Cast:
      return cast(e);
    case EK::Field: {
      Expr* out = make_place(TK::Field, e, ty);
      out->lhs = expr(*e.lhs);
      out->field = fcx_.tables.fields[e.id];
      return out;
    }
    case EK::Index:
      return index(e);
    case EK::Assign: {
      Expr* out = make(TK::Assign, e, ty);
      out->lhs = expr(*e.lhs);
      out->rhs = expr(*e.rhs);
      return out;
    }
    case EK::AssignOp:
      return assign_op(e);
    case EK::Block:
      return block(e);
    case EK::If: {
      Expr* out = make(TK::If, e, ty);
      out->lhs = expr(*e.lhs);
      out->third = expr(*e.block);
      out->rhs = expr_or_null(e.rhs);
      out->tail_2024 = e.tail_2024;
      return out;
    }
    case EK::Let: {
      Expr* out = make(TK::Let, e, ty);
      out->lhs = expr(*e.lhs);
      out->pat = pat(*e.pat);
      return out;
    }
    case EK::Match:
      return match(e);
    case EK::Loop: {
      Expr* out = make(TK::Loop, e, ty);
      out->lhs = expr(*e.block);
      out->targeted = true;
      return out;
    }
    case EK::Break:
    case EK::Continue:
    case EK::Return: {
      Expr* out = make(e.kind == EK::Break ? TK::Break : e.kind == EK::Continue ? TK::Continue : TK::Return, e, ty);
      out->lhs = expr_or_null(e.lhs);
      out->target = e.target;
      return out;
    }
    case EK::Closure:
      return closure(e);
    case EK::ConstBlock: {
      Expr* out = constant(e, ty);
      out->constant = named(e.def, items_.identity_args(fcx_.owner), ty);
      return out;
    }
    case EK::OffsetOf:
      return offset_of(e);
    case EK::DropTemps: {
      Expr* out = make(TK::DropTemps, e, ty);
      out->lhs = expr(*e.lhs);
      return out;
    }
    case EK::Unsupported:
    case EK::Error:
      return unsupported(e, "expr:unknown");
  }
  return unsupported(e, "expr:unknown");
}

thir::Expr* ThirBuilder::path(const hir::Expr& e) {
  const ValueRes res = fcx_.tables.paths[e.id];
  const TyId ty = ty_of(e);
  switch (res.kind) {
    case ValueRes::Kind::Err:
      return unsupported(e, "expr:path");
    case ValueRes::Kind::Local: {
      Expr* out = make_place(TK::Local, e, ty);
      out->local = res.local;
      return out;
    }
    case ValueRes::Kind::Fn: {
      Expr* out = constant(e, ty);
      out->constant.kind = thir::ConstValue::Kind::ZeroSized;
      return out;
    }
    case ValueRes::Kind::Const: {
      Expr* out = constant(e, ty);
      out->constant = named(res.def, final_args(res.args, e.span), ty);
      return out;
    }
    case ValueRes::Kind::UnitCtor: {
      Expr* out = make(TK::Adt, e, ty);
      const DefId parent = fcx_.hir.defs[res.def].parent;
      const bool variant = fcx_.hir.defs[parent].kind == hir::DefKind::Variant;
      out->def = variant ? fcx_.hir.defs[parent].parent : parent;
      out->variant = variant ? fcx_.hir.defs[parent].index : 0;
      out->args = tcx_[ty].args;
      return out;
    }
    case ValueRes::Kind::Static: {
      Expr* out = make_place(TK::Static, e, ty);
      out->def = res.def;
      const hir::Def& def = fcx_.hir.defs[res.def];
      if (def.item && def.item->is_mut && !address_only_) needs_unsafe(e, "use of mutable static");
      return out;
    }
    case ValueRes::Kind::ConstParam: {
      Expr* out = constant(e, ty);
      out->constant.kind = thir::ConstValue::Kind::Param;
      out->constant.constant = res.constant;
      return out;
    }
  }
  return unsupported(e, "expr:path");
}

thir::Expr* ThirBuilder::struct_expr(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  Expr* out = make(TK::Adt, e, ty);
  const VariantRes v = fcx_.tables.variants[e.id];
  out->def = v.adt;
  out->variant = v.variant;
  out->args = tcx_[ty].args;
  const size_t count = items_.adt(v.adt).variants[v.variant].fields.size();
  for (const hir::FieldInit& f : e.fields) {
    const Expr* value = expr(*f.value);
    const auto& fields = items_.adt(v.adt).variants[v.variant].fields;
    for (uint32_t i = 0; i < count; ++i)
      if (fields[i].name == f.name.name) out->fields.push_back({i, value});
  }
  if (e.rhs) out->rhs = expr(*e.rhs);
  return out;
}

thir::Expr* ThirBuilder::block(const hir::Expr& e) {
  Expr* out = make(TK::Block, e, ty_of(e));
  out->targeted = e.targeted;
  out->is_unsafe = e.is_unsafe;
  out->tail_2024 = e.tail_2024;
  if (e.is_unsafe) ++unsafe_depth_;
  for (const hir::Stmt& s : e.stmts) {
    thir::Stmt stmt;
    stmt.span = s.span;
    if (s.kind == hir::Stmt::Kind::Let) {
      stmt.kind = thir::Stmt::Kind::Let;
      stmt.init = expr_or_null(s.init);
      stmt.else_block = expr_or_null(s.else_block);
      stmt.pat = pat(*s.pat);
      if (!failed_ && !stmt.else_block && !is_exhaustive({&stmt.pat, 1}, stmt.pat->ty)) {
        fcx_.error(s.pat->span, "refutable pattern in local binding", "E0005", "not every value is covered");
        failed_ = true;
      }
    } else {
      stmt.kind = thir::Stmt::Kind::Expr;
      stmt.init = expr(*s.init);
    }
    out->stmts.push_back(stmt);
  }
  out->lhs = expr_or_null(e.lhs);
  if (e.is_unsafe) --unsafe_depth_;
  return out;
}

thir::Expr* ThirBuilder::match(const hir::Expr& e) {
  Expr* out = make(TK::Match, e, ty_of(e));
  out->lhs = expr(*e.lhs);
  out->source = e.source;
  for (const hir::Arm& arm : e.arms) {
    thir::MatchArm made;
    made.span = arm.span;
    made.pat = pat(*arm.pat);
    made.guard = expr_or_null(arm.guard);
    made.body = expr(*arm.body);
    out->arms.push_back(made);
  }
  std::vector<const Pat*> covering;
  for (const thir::MatchArm& arm : out->arms)
    if (!arm.guard) covering.push_back(arm.pat);
  if (!failed_ && !is_exhaustive(covering, out->lhs->ty)) {
    fcx_.error(e.lhs->span,
               "non-exhaustive patterns in `match` on a value of type `" + items_.print(out->lhs->ty) + "`", "E0004",
               "not every value is covered");
    failed_ = true;
  }
  return out;
}

bool ThirBuilder::is_exhaustive(std::span<const Pat* const> pats, TyId ty) {
  return Exhaustiveness(
             items_, [this](TyId t) { return tcx_.has(t, kHasProjection) ? solver_.normalize(t, fcx_.state.env) : t; })
      .covers(pats, ty);
}

// ---- closures ------------------------------------------------------------------------------------------------
thir::Expr* ThirBuilder::closure(const hir::Expr& e) {
  const TyId ty = ty_of(e);
  ClosureInfo& info = items_.closure_info(e.def);
  std::vector<TyId> inputs;
  const FnSig sig = info.sig;
  for (TyId input : std::vector<TyId>(tcx_[sig.inputs].begin(), tcx_[sig.inputs].end()))
    inputs.push_back(final_ty(input, e.span));
  info.sig.inputs = tcx_.list(inputs);
  info.sig.output = final_ty(sig.output, e.span);

  thir::Body* body = arena_.make<thir::Body>();
  body->owner = e.def;
  body->is_closure = true;
  body->return_ty = info.sig.output;
  body->edition = fcx_.body.edition;
  body->span = e.span;
  ++depth_;
  for (size_t i = 0; i < e.params.size(); ++i) {
    const Pat* p = pat(*e.params[i].pat);
    body->params.push_back({p, i < inputs.size() ? inputs[i] : tcx_.error, e.params[i].span});
  }
  body->value = expr(*e.lhs);
  const size_t depth = depth_--;
  closure_bodies_.push_back(body);

  Expr* out = make(TK::Closure, e, ty);
  out->def = e.def;
  out->args = tcx_[ty].args;
  if (failed_) return out;
  CaptureQuery query;
  query.body = body;
  query.is_move = e.is_move;
  for (const ClosureCtx& c : fcx_.closures)
    if (c.def == e.def && c.kind_known) query.kind = info.kind;
  query.is_outer = [this, depth](LocalVar v) {
    const auto it = fcx_.local_frame.find(v);
    return it != fcx_.local_frame.end() && it->second < depth;
  };
  query.local_ty = [this](LocalVar v) { return final_ty(fcx_.tables.locals[v], fcx_.body.locals[v].span); };
  query.local_name = [this](LocalVar v) { return fcx_.body.locals[v].name.name; };
  query.is_copy = [this](TyId t) { return is_copy(t); };
  CaptureResult result = analyse_captures(items_, arena_, query, *out);
  ClosureInfo& done = items_.closure_info(e.def);
  done.kind = result.kind;
  done.upvar_tys = std::move(result.tys);
  done.complete = true;
  out->exprs = std::move(result.exprs);
  return out;
}

}  // namespace assay::infer
