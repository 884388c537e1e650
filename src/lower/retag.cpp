// Inserts Retag statements where rustc's MIR for Miri has them. A fresh reference or raw pointer is retagged right
// after the assignment that makes it (raw pointers only when the place is not already behind a raw pointer). Values
// assigned to places behind a pointer are not retagged.
#include "lower/retag.h"

#include <algorithm>

#include "mir/place.h"
#include "mir/validate.h"

namespace assay::lower {

using mir::BlockId;
using mir::LocalId;
using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::RetagKind;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using types::TyId;
using types::TyKind;

namespace {

class Retagger {
 public:
  Retagger(mir::Body& body, types::Collector& items) : body_(body), items_(items), tcx_(items.tcx) {}

  void run() {
    const auto blocks = static_cast<uint32_t>(body_.blocks.size());
    for (uint32_t i = 0; i < blocks; ++i) after_assignments(body_.blocks[BlockId(i)]);
    after_calls(blocks);
    at_entry();
  }

 private:
  static bool is_indirect(const Place& place) {
    return std::any_of(place.projection.begin(), place.projection.end(),
                       [](const ProjectionElem& elem) { return elem.kind == ProjectionElem::Kind::Deref; });
  }

  // Conservative: generic and deeply nested types may hold references.
  bool may_hold_reference(TyId ty, int depth) {
    const types::TyData data = tcx_[ty];
    switch (data.kind) {
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::RawPtr:
      case TyKind::FnDef:
      case TyKind::FnPtr:
        return false;
      case TyKind::Array:
      case TyKind::Slice:
        return may_hold_reference(data.inner, depth);
      case TyKind::Tuple: {
        if (depth == 0) return true;
        const std::vector<TyId> list(tcx_[data.list].begin(), tcx_[data.list].end());
        return std::any_of(list.begin(), list.end(),
                           [&](TyId element) { return may_hold_reference(element, depth - 1); });
      }
      case TyKind::Adt: {
        const types::AdtInfo& adt = items_.adt(data.def);
        if (adt.is_box || depth == 0) return true;
        for (const types::VariantInfo& variant : adt.variants)
          for (const types::FieldInfo& field : variant.fields)
            if (may_hold_reference(tcx_.subst(items_.type_of(field.def), data.args), depth - 1)) return true;
        return false;
      }
      case TyKind::Ref:
      case TyKind::Foreign:
      case TyKind::Dynamic:
      case TyKind::Closure:
      case TyKind::Projection:
      case TyKind::Opaque:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        return true;
    }
    return true;
  }

  bool needs_retag(const Place& place) {
    if (is_indirect(place) || body_.locals[place.local].is_deref_temp) return false;
    return may_hold_reference(mir::place_ty(body_, place, items_), 3);
  }

  // A box of a custom allocator hands its raw pointer on as it is.
  bool is_foreign_box(TyId ty) {
    if (!mir::is_box(ty, items_)) return false;
    const DefId global = items_.lang("global_alloc_ty");
    const auto args = tcx_[tcx_[ty].args];
    std::vector<TyId> types;
    for (const types::GenericArg& arg : args)
      if (arg.kind == types::GenericArg::Kind::Type) types.push_back(arg.ty());
    if (!global || types.size() < 2) return false;
    const types::TyData& allocator = tcx_[types[1]];
    return allocator.kind != TyKind::Adt || allocator.def != global;
  }

  // `&raw *p` of a raw pointer p stays p; the pointer that matters is the one dereferenced last.
  bool raw_needs_retag(const Place& place) {
    TyId base;
    TyId ty = body_.locals[place.local].ty;
    for (const ProjectionElem& elem : place.projection) {
      if (elem.kind == ProjectionElem::Kind::Deref) base = ty;
      ty = mir::projected_ty(ty, elem, items_);
    }
    if (!base) return true;
    return tcx_[base].kind != TyKind::RawPtr && !is_foreign_box(base);
  }

  static Statement retag(const Place& place, RetagKind kind, Span span) {
    Statement statement;
    statement.kind = Statement::Kind::Retag;
    statement.retag = kind;
    statement.place = place;
    statement.span = span;
    return statement;
  }

  bool is_prologue(const Statement& statement) const {
    if (!body_.spread_last_arg || statement.kind != Statement::Kind::Assign ||
        statement.rvalue.kind != Rvalue::Kind::Use)
      return false;
    const Operand& operand = statement.rvalue.operands[0];
    return operand.kind == Operand::Kind::Move && operand.place.local == LocalId(2) &&
           operand.place.projection.size() == 1;
  }

  void after_assignments(mir::Block& block) {
    std::vector<Statement> out;
    out.reserve(block.statements.size());
    for (Statement& statement : block.statements) {
      std::optional<RetagKind> kind;
      if (statement.kind == Statement::Kind::Assign && !is_prologue(statement)) {
        const Rvalue& rvalue = statement.rvalue;
        if (rvalue.kind == Rvalue::Kind::Ref) {
          if (rvalue.borrow != mir::BorrowKind::Fake)
            kind = rvalue.borrow == mir::BorrowKind::TwoPhaseMut ? RetagKind::TwoPhase : RetagKind::Default;
        } else if (rvalue.kind == Rvalue::Kind::RawPtr) {
          if (raw_needs_retag(rvalue.place)) kind = RetagKind::Raw;
        } else if (needs_retag(statement.place)) {
          kind = RetagKind::Copy;
        }
      }
      const Place place = statement.place;
      const Span span = statement.span;
      out.push_back(std::move(statement));
      if (kind) out.push_back(retag(place, *kind, span));
    }
    block.statements = std::move(out);
  }

  void after_calls(uint32_t blocks) {
    std::vector<uint32_t> predecessors(blocks, 0);
    for (uint32_t i = 0; i < blocks; ++i)
      for (const BlockId target : mir::successors(body_.blocks[BlockId(i)].terminator)) ++predecessors[target.raw];
    for (uint32_t i = 0; i < blocks; ++i) {
      const Terminator terminator = body_.blocks[BlockId(i)].terminator;
      if (terminator.kind != Terminator::Kind::Call || !terminator.target || !needs_retag(terminator.place)) continue;
      BlockId target = terminator.target;
      if (predecessors[target.raw] > 1) {
        mir::Block edge;
        edge.is_cleanup = body_.blocks[BlockId(i)].is_cleanup;
        edge.terminator.kind = Terminator::Kind::Goto;
        edge.terminator.span = terminator.span;
        edge.terminator.targets = {target};
        target = body_.blocks.push(std::move(edge));
        body_.blocks[BlockId(i)].terminator.target = target;
      }
      auto& statements = body_.blocks[target].statements;
      statements.insert(statements.begin(), retag(terminator.place, RetagKind::Return, terminator.span));
    }
  }

  void at_entry() {
    if (body_.arg_count == 0) return;
    std::vector<Statement> retags;
    const auto add = [&](LocalId local) {
      const Place place = mir::local_place(local);
      if (needs_retag(place)) retags.push_back(retag(place, RetagKind::FnEntry, body_.span));
    };
    auto& statements = body_.blocks[BlockId(0)].statements;
    std::ptrdiff_t at = 0;
    if (body_.spread_last_arg) {
      // The arguments are what the prologue takes out of the tuple.
      add(LocalId(1));
      for (size_t i = 0; i < statements.size(); ++i) {
        if (!is_prologue(statements[i])) continue;
        at = static_cast<std::ptrdiff_t>(i) + 1;
        add(statements[i].place.local);
      }
    } else {
      for (uint32_t i = 1; i <= body_.arg_count; ++i) add(LocalId(i));
    }
    statements.insert(statements.begin() + at, retags.begin(), retags.end());
  }

  mir::Body& body_;
  types::Collector& items_;
  types::TyContext& tcx_;
};

}  // namespace

void insert_retags(mir::Body& body, types::Collector& items) { Retagger(body, items).run(); }

}  // namespace assay::lower
