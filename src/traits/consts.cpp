// Values of type-level constants. Simple integer expressions are folded here, from HIR, so that types need no machine;
// everything else goes to the ConstEvaluator.
#include "traits/solve_impl.h"

namespace assay::traits {
namespace {

std::optional<u128> literal(const Session& session, const ast::Literal& lit) {
  switch (lit.kind) {
    case ast::Literal::Kind::Bool:
    case ast::Literal::Kind::Char:
    case ast::Literal::Kind::Byte:
      return lit.scalar;
    case ast::Literal::Kind::Int: {
      std::string_view text = session.text(lit.text);
      u128 base = 10, value = 0;
      if (text.starts_with("0x"))
        base = 16, text.remove_prefix(2);
      else if (text.starts_with("0o"))
        base = 8, text.remove_prefix(2);
      else if (text.starts_with("0b"))
        base = 2, text.remove_prefix(2);
      for (char c : text) {
        if (c == '_') continue;
        uint32_t digit = 99;
        if (c >= '0' && c <= '9')
          digit = static_cast<uint32_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
          digit = static_cast<uint32_t>(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
          digit = static_cast<uint32_t>(c - 'A') + 10;
        if (digit >= base) return std::nullopt;
        value = value * base + digit;
      }
      return value;
    }
    case ast::Literal::Kind::Float:
    case ast::Literal::Kind::Str:
    case ast::Literal::Kind::ByteStr:
    case ast::Literal::Kind::CStr:
      return std::nullopt;
  }
  return std::nullopt;
}

// A literal, a negated literal, a block with nothing but a tail, a plain constant. No arithmetic: its overflow is the
// machine's business.
struct Simple {
  std::optional<u128> value;
  DefId constant;
};
Simple simple(const Session& session, const hir::DefTable& defs, const hir::Expr* e) {
  while (e && e->kind == hir::Expr::Kind::Block && e->stmts.empty() && e->lhs && !e->targeted) e = e->lhs;
  if (!e) return {};
  if (e->kind == hir::Expr::Kind::Lit) return {literal(session, e->lit), {}};
  if (e->kind == hir::Expr::Kind::Unary && e->un_op == hir::UnOp::Neg && e->lhs &&
      e->lhs->kind == hir::Expr::Kind::Lit && e->lhs->lit.kind == ast::Literal::Kind::Int) {
    const auto value = literal(session, e->lhs->lit);
    return {value ? std::optional(~*value + 1) : std::nullopt, {}};
  }
  if (e->kind == hir::Expr::Kind::Path && e->path && !e->path->qself && e->path->res.kind == hir::Res::Kind::Def &&
      e->path->resolved == e->path->segments.size() && defs[e->path->res.def].kind == hir::DefKind::Const)
    return {std::nullopt, e->path->res.def};
  return {};
}

uint32_t bits_of(const Session& session, const TyContext& tcx, TyId ty) {
  const TyData& d = tcx[ty];
  const uint32_t pointer = session.options.target.pointer_bytes * 8;
  constexpr uint32_t sizes[] = {8, 16, 32, 64, 128};
  if (d.kind == TyKind::Bool) return 8;
  if (d.kind == TyKind::Char) return 32;
  if (d.kind == TyKind::Int || d.kind == TyKind::Uint) return d.sub < 5 ? sizes[d.sub] : pointer;
  return 0;
}

}  // namespace

std::optional<u128> Solver::Impl::eval_const(ConstId c, int depth) {
  if (!c) return std::nullopt;
  const ConstData& d = tcx[c];
  switch (d.kind) {
    case ConstData::Kind::Value:
      return d.bits;
    case ConstData::Kind::Param:
    case ConstData::Kind::Infer:
    case ConstData::Kind::Error:
      return std::nullopt;
    case ConstData::Kind::Unevaluated:
      break;
  }
  if (tcx.flags(c) & (kHasParam | kHasInfer | kHasError) || depth > kDepthLimit) return std::nullopt;
  if (const auto it = const_cache.find(c.raw); it != const_cache.end()) return it->second;
  if (!consts_in_progress.insert(c.raw).second) return std::nullopt;
  std::optional<u128> out;
  const auto target = self.resolve_assoc_const(d.def, self.normalize(d.args));
  if (target) {
    Session& session = items.hir.session;
    const hir::Body* body = items.hir.body(target->first);
    if (body && !body->has_error) {
      const Simple folded = simple(session, items.hir.defs, body->value);
      const uint32_t bits = bits_of(session, tcx, d.ty);
      if (folded.value && bits != 0) {
        const u128 mask = bits == 128 ? ~u128{0} : (u128{1} << bits) - 1;
        const u128 high = *folded.value & ~mask;
        if (high == 0 || high == (~u128{0} & ~mask)) out = *folded.value & mask;
      } else if (folded.constant && items.type_of(folded.constant) == d.ty) {
        ConstData next;
        next.kind = ConstData::Kind::Unevaluated;
        next.ty = d.ty;
        next.def = folded.constant;
        next.args = tcx.args({});
        out = eval_const(tcx.intern(next), depth + 1);
      }
    }
    if (!out && evaluator) out = evaluator->eval_scalar(target->first, target->second, d.ty);
  }
  consts_in_progress.erase(c.raw);
  if (out || evaluator) const_cache.insert_or_assign(c.raw, out);
  return out;
}

ConstId Solver::Impl::eval_to_value(ConstId c) {
  const ConstData& d = tcx[c];
  if (d.kind != ConstData::Kind::Unevaluated) return c;
  const auto bits = eval_const(c);
  return bits ? tcx.const_value(d.ty, *bits) : c;
}

}  // namespace assay::traits
