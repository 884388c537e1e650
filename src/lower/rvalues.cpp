// Values computed from operands: arithmetic with its checks, casts, aggregates, closures.
#include "lower/builder.h"

namespace assay::lower {
namespace {

mir::BinOp mir_op(hir::BinOp op) {
  switch (op) {
    case hir::BinOp::Add:
      return mir::BinOp::Add;
    case hir::BinOp::Sub:
      return mir::BinOp::Sub;
    case hir::BinOp::Mul:
      return mir::BinOp::Mul;
    case hir::BinOp::Div:
      return mir::BinOp::Div;
    case hir::BinOp::Rem:
      return mir::BinOp::Rem;
    case hir::BinOp::BitAnd:
    case hir::BinOp::And:
      return mir::BinOp::BitAnd;
    case hir::BinOp::BitOr:
    case hir::BinOp::Or:
      return mir::BinOp::BitOr;
    case hir::BinOp::BitXor:
      return mir::BinOp::BitXor;
    case hir::BinOp::Shl:
      return mir::BinOp::Shl;
    case hir::BinOp::Shr:
      return mir::BinOp::Shr;
    case hir::BinOp::Eq:
      return mir::BinOp::Eq;
    case hir::BinOp::Ne:
      return mir::BinOp::Ne;
    case hir::BinOp::Lt:
      return mir::BinOp::Lt;
    case hir::BinOp::Le:
      return mir::BinOp::Le;
    case hir::BinOp::Gt:
      return mir::BinOp::Gt;
    case hir::BinOp::Ge:
      return mir::BinOp::Ge;
  }
  return mir::BinOp::Add;
}

Rvalue use(Operand operand) {
  Rvalue rvalue;
  rvalue.operands.push_back(std::move(operand));
  return rvalue;
}

Rvalue make_binary(mir::BinOp op, Operand lhs, Operand rhs) {
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Binary;
  rvalue.bin_op = op;
  rvalue.operands.push_back(std::move(lhs));
  rvalue.operands.push_back(std::move(rhs));
  return rvalue;
}

// An operand that can be read more than once.
Operand again(const Operand& operand) {
  Operand result = operand;
  if (result.kind == Operand::Kind::Move) result.kind = Operand::Kind::Copy;
  return result;
}

}  // namespace

Rvalue Builder::as_rvalue(const Expr* e) {
  const ScopeRef scope = top();
  Rvalue rvalue;
  in_scope(e->span, [&] { rvalue = as_rvalue_inner(e, scope); });
  return rvalue;
}

Rvalue Builder::as_rvalue_inner(const Expr* e, ScopeRef scope) {
  Rvalue rvalue;
  switch (e->kind) {
    case Expr::Kind::Const:
      return use(mir::constant(e->constant, e->span));
    case Expr::Kind::Repeat: {
      const ConstData& count = tcx_[e->count];
      if (count.kind == ConstData::Kind::Value && count.bits == 0) {
        // The element is evaluated and dropped; the array is empty.
        if (e->lhs->kind != Expr::Kind::Const) as_temp(e->lhs, scope);
        rvalue.kind = Rvalue::Kind::Aggregate;
        rvalue.aggregate = mir::AggregateKind::Array;
        rvalue.ty = e->ty;
        return rvalue;
      }
      rvalue.kind = Rvalue::Kind::Repeat;
      rvalue.count = e->count;
      rvalue.ty = e->ty;
      rvalue.operands.push_back(as_operand(e->lhs, scope));
      return rvalue;
    }
    case Expr::Kind::Tuple:
    case Expr::Kind::Array:
      rvalue.kind = Rvalue::Kind::Aggregate;
      rvalue.aggregate = e->kind == Expr::Kind::Tuple ? mir::AggregateKind::Tuple : mir::AggregateKind::Array;
      rvalue.ty = e->ty;
      for (const Expr* element : e->exprs) rvalue.operands.push_back(as_operand(element, scope));
      return rvalue;
    case Expr::Kind::Binary: {
      Operand lhs = as_operand(e->lhs, scope);
      Operand rhs = as_operand(e->rhs, scope);
      return binary(e->bin_op, e->lhs->ty, std::move(lhs), std::move(rhs), e->span);
    }
    case Expr::Kind::Neg:
      return negate(e, as_operand(e->lhs, scope));
    case Expr::Kind::Not:
      rvalue.kind = Rvalue::Kind::Unary;
      rvalue.un_op = mir::UnOp::Not;
      rvalue.operands.push_back(as_operand(e->lhs, scope));
      return rvalue;
    case Expr::Kind::Cast:
      if (e->cast == thir::CastKind::NeverToAny) break;
      return cast(e, scope);
    case Expr::Kind::Closure:
      return closure(e, scope);
    case Expr::Kind::OffsetOf:
      rvalue.kind = Rvalue::Kind::OffsetOf;
      rvalue.ty = e->offset_container;
      rvalue.offset_path = e->offset_path;
      return rvalue;
    case Expr::Kind::Assign:
    case Expr::Kind::AssignOp:
      stmt_expr_inner(e, kNoScope);
      return use(mir::constant(mir::zero_sized(tcx_.unit), e->span));
    case Expr::Kind::Adt:
    case Expr::Kind::Call:
    case Expr::Kind::LogicalAnd:
    case Expr::Kind::LogicalOr:
    case Expr::Kind::Borrow:
    case Expr::Kind::RawBorrow:
    case Expr::Kind::Block:
    case Expr::Kind::If:
    case Expr::Kind::Let:
    case Expr::Kind::Match:
    case Expr::Kind::Loop:
    case Expr::Kind::Break:
    case Expr::Kind::Continue:
    case Expr::Kind::Return:
    case Expr::Kind::DropTemps:
    case Expr::Kind::Unsupported:
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
    case Expr::Kind::Deref:
    case Expr::Kind::Field:
    case Expr::Kind::Index:
      break;
  }
  return use(mir::move(mir::local_place(as_temp_inner(e, scope)), e->span));
}

// ---- arithmetic --------------------------------------------------------------------------------------------

TyId Builder::operand_ty(const Operand& operand) {
  return operand.kind == Operand::Kind::Constant ? operand.constant.ty : place_ty(operand.place);
}

LocalId Builder::compare(mir::BinOp op, Operand lhs, Operand rhs, Span span) {
  const LocalId result = new_local(tcx_.bool_, span);
  assign(mir::local_place(result), make_binary(op, std::move(lhs), std::move(rhs)), span);
  return result;
}

void Builder::assert_that(Operand condition, bool expected, mir::AssertKind kind, mir::BinOp op,
                          std::vector<Operand> args, Span span) {
  Terminator& terminator = terminate(cur_, Terminator::Kind::Assert, span);
  terminator.operand = std::move(condition);
  terminator.expected = expected;
  terminator.assert_kind = kind;
  terminator.overflow_op = op;
  terminator.args = std::move(args);
  diverge(cur_);
  const BlockId next = new_block();
  out_->blocks[cur_].terminator.target = next;
  cur_ = next;
}

Rvalue Builder::binary(hir::BinOp op, TyId ty, Operand lhs, Operand rhs, Span span) {
  const mir::BinOp bin_op = mir_op(op);
  if (!is_integral(ty)) return make_binary(bin_op, std::move(lhs), std::move(rhs));
  const bool checks = session_.options.overflow_checks;
  switch (bin_op) {
    case mir::BinOp::Add:
    case mir::BinOp::Sub:
    case mir::BinOp::Mul:
      if (checks) return checked_binary(bin_op, ty, std::move(lhs), std::move(rhs), span);
      break;
    case mir::BinOp::Shl:
    case mir::BinOp::Shr:
      if (checks) check_shift(bin_op, lhs, ty, rhs, operand_ty(rhs), span);
      break;
    case mir::BinOp::Div:
    case mir::BinOp::Rem:
      check_division(bin_op, ty, lhs, rhs, span);
      break;
    case mir::BinOp::BitAnd:
    case mir::BinOp::BitOr:
    case mir::BinOp::BitXor:
    case mir::BinOp::Eq:
    case mir::BinOp::Ne:
    case mir::BinOp::Lt:
    case mir::BinOp::Le:
    case mir::BinOp::Gt:
    case mir::BinOp::Ge:
    case mir::BinOp::Offset:
    case mir::BinOp::AddWithOverflow:
    case mir::BinOp::SubWithOverflow:
    case mir::BinOp::MulWithOverflow:
    case mir::BinOp::Cmp:
      break;
  }
  return make_binary(bin_op, std::move(lhs), std::move(rhs));
}

Rvalue Builder::checked_binary(mir::BinOp op, TyId ty, Operand lhs, Operand rhs, Span span) {
  const mir::BinOp with_overflow = op == mir::BinOp::Add   ? mir::BinOp::AddWithOverflow
                                   : op == mir::BinOp::Sub ? mir::BinOp::SubWithOverflow
                                                           : mir::BinOp::MulWithOverflow;
  const std::vector<TyId> pair = {ty, tcx_.bool_};
  const Place result = mir::local_place(new_local(tcx_.tuple(pair), span));
  assign(result, make_binary(with_overflow, again(lhs), again(rhs)), span);
  assert_that(mir::move(mir::field(result, 1, tcx_.bool_), span), false, mir::AssertKind::Overflow, op, {lhs, rhs},
              span);
  return use(mir::move(mir::field(result, 0, ty), span));
}

void Builder::check_shift(mir::BinOp op, const Operand& lhs, TyId lhs_ty, const Operand& rhs, TyId rhs_ty, Span span) {
  Operand amount = again(rhs);
  TyId amount_ty = rhs_ty;
  if (is_signed(rhs_ty)) {
    // Negative amounts become huge ones.
    amount_ty = tcx_.uint_ty(static_cast<UintTy>(tcx_[rhs_ty].sub));
    Rvalue as_unsigned;
    as_unsigned.kind = Rvalue::Kind::Cast;
    as_unsigned.cast = thir::CastKind::IntToInt;
    as_unsigned.ty = amount_ty;
    as_unsigned.operands.push_back(std::move(amount));
    const Place temp = mir::local_place(new_local(amount_ty, span));
    assign(temp, std::move(as_unsigned), span);
    amount = mir::move(temp, span);
  }
  const Operand limit = mir::constant(mir::scalar(amount_ty, int_bits(lhs_ty)), span);
  const LocalId in_range = compare(mir::BinOp::Lt, std::move(amount), limit, span);
  assert_that(mir::move(mir::local_place(in_range), span), true, mir::AssertKind::Overflow, op,
              {again(lhs), again(rhs)}, span);
}

void Builder::check_division(mir::BinOp op, TyId ty, const Operand& lhs, const Operand& rhs, Span span) {
  const bool is_div = op == mir::BinOp::Div;
  const auto number = [&](u128 bits) { return mir::constant(mir::scalar(ty, bits), span); };
  const LocalId is_zero = compare(mir::BinOp::Eq, again(rhs), number(0), span);
  assert_that(mir::move(mir::local_place(is_zero), span), false,
              is_div ? mir::AssertKind::DivisionByZero : mir::AssertKind::RemainderByZero, op, {again(lhs)}, span);
  if (!is_signed(ty)) return;
  const LocalId is_minus_one = compare(mir::BinOp::Eq, again(rhs), number(mask(ty)), span);
  const LocalId is_min = compare(mir::BinOp::Eq, again(lhs), number(int_min(ty)), span);
  const LocalId overflows = compare(mir::BinOp::BitAnd, mir::move(mir::local_place(is_minus_one), span),
                                    mir::move(mir::local_place(is_min), span), span);
  assert_that(mir::move(mir::local_place(overflows), span), false,
              is_div ? mir::AssertKind::DivisionOverflow : mir::AssertKind::RemainderOverflow, op,
              {again(lhs), again(rhs)}, span);
}

Rvalue Builder::negate(const Expr* e, Operand operand) {
  if (is_signed(e->ty) && session_.options.overflow_checks) {
    const LocalId is_min =
        compare(mir::BinOp::Eq, again(operand), mir::constant(mir::scalar(e->ty, int_min(e->ty)), e->span), e->span);
    assert_that(mir::move(mir::local_place(is_min), e->span), false, mir::AssertKind::OverflowNeg, mir::BinOp::Sub,
                {again(operand)}, e->span);
  }
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Unary;
  rvalue.un_op = mir::UnOp::Neg;
  rvalue.operands.push_back(std::move(operand));
  return rvalue;
}

// ---- casts and closures ------------------------------------------------------------------------------------

Rvalue Builder::cast(const Expr* e, ScopeRef scope) {
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Cast;
  rvalue.cast = e->cast;
  rvalue.ty = e->ty;
  const TyData& source = tcx_[e->lhs->ty];
  const bool is_enum = source.kind == TyKind::Adt && items_.adt(source.def).kind == AdtInfo::Kind::Enum;
  if (e->cast == thir::CastKind::IntToInt && is_enum) {
    Rvalue discriminant;
    discriminant.kind = Rvalue::Kind::Discriminant;
    discriminant.place = mir::local_place(as_temp(e->lhs, scope));
    const Place temp = mir::local_place(new_local(discriminant_ty(e->lhs->ty), e->span));
    assign(temp, std::move(discriminant), e->span);
    rvalue.operands.push_back(mir::move(temp, e->span));
    return rvalue;
  }
  rvalue.operands.push_back(as_operand(e->lhs, scope));
  return rvalue;
}

Rvalue Builder::closure(const Expr* e, ScopeRef scope) {
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Aggregate;
  rvalue.aggregate = mir::AggregateKind::Closure;
  rvalue.ty = e->ty;
  rvalue.def = e->def;
  const bool is_coroutine = items_.closure_info(e->def).is_coroutine;
  for (const Expr* capture : e->exprs) {
    switch (capture->kind) {
      case Expr::Kind::Local:
      case Expr::Kind::Upvar:
      case Expr::Kind::Static:
      case Expr::Kind::Deref:
      case Expr::Kind::Field:
      case Expr::Kind::Index: {
        // No temporary: a place is moved or copied straight into the closure.
        const Place place = as_place(capture);
        rvalue.operands.push_back(consume(place, capture->is_copy, capture->span));
        break;
      }
      case Expr::Kind::Const:
      case Expr::Kind::Tuple:
      case Expr::Kind::Array:
      case Expr::Kind::Repeat:
      case Expr::Kind::Adt:
      case Expr::Kind::Call:
      case Expr::Kind::Binary:
      case Expr::Kind::LogicalAnd:
      case Expr::Kind::LogicalOr:
      case Expr::Kind::Neg:
      case Expr::Kind::Not:
      case Expr::Kind::Cast:
      case Expr::Kind::Borrow:
      case Expr::Kind::RawBorrow:
      case Expr::Kind::Block:
      case Expr::Kind::If:
      case Expr::Kind::Let:
      case Expr::Kind::Match:
      case Expr::Kind::Loop:
      case Expr::Kind::Break:
      case Expr::Kind::Continue:
      case Expr::Kind::Return:
      case Expr::Kind::Assign:
      case Expr::Kind::AssignOp:
      case Expr::Kind::Closure:
      case Expr::Kind::OffsetOf:
      case Expr::Kind::DropTemps:
      case Expr::Kind::Unsupported:
        rvalue.operands.push_back(as_operand(capture, scope));
        break;
    }
  }
  // The state that it starts in.
  if (is_coroutine) rvalue.operands.push_back(mir::constant(mir::scalar(tcx_.uint_ty(types::UintTy::U32), 0), e->span));
  return rvalue;
}

}  // namespace assay::lower
