// `(*(*_1).0).1` becomes `_2 = (*_1).0; (*_2).1`.
#include "lower/derefs.h"

#include "mir/place.h"

namespace assay::lower {

using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;

namespace {

class Separator {
 public:
  Separator(mir::Body& body, types::Collector& items) : body_(body), items_(items) {}

  void run() {
    for (mir::Block& block : body_.blocks) {
      out_.clear();
      for (Statement& statement : block.statements) {
        span_ = statement.span;
        split(statement);
        out_.push_back(std::move(statement));
      }
      span_ = block.terminator.span;
      split(block.terminator);
      block.statements = out_;
    }
  }

 private:
  void split(Place& place) {
    types::TyId ty;
    size_t from = 0;  // where `place.projection` starts that `ty` is the type before
    ty = body_.locals[place.local].ty;
    while (from < place.projection.size()) {
      if (from > 0 && place.projection[from].kind == ProjectionElem::Kind::Deref) {
        const auto at = place.projection.begin() + static_cast<std::ptrdiff_t>(from);
        Statement copy;
        copy.kind = Statement::Kind::Assign;
        copy.span = span_;
        copy.rvalue.kind = Rvalue::Kind::CopyForDeref;
        copy.rvalue.place = Place{place.local, {place.projection.begin(), at}};
        mir::LocalDecl decl;
        decl.ty = ty;
        decl.span = span_;
        decl.is_deref_temp = true;
        const mir::LocalId temp = body_.locals.push(decl);
        copy.place = mir::local_place(temp);
        out_.push_back(std::move(copy));
        place = Place{temp, {at, place.projection.end()}};
        from = 0;
      }
      ty = mir::projected_ty(ty, place.projection[from], items_);
      ++from;
    }
  }
  void split(Operand& operand) {
    if (operand.kind != Operand::Kind::Constant) split(operand.place);
  }
  void split(Statement& statement) {
    if (statement.kind == Statement::Kind::Nop) return;
    if (statement.kind == Statement::Kind::Assign) {
      for (Operand& operand : statement.rvalue.operands) split(operand);
      if (statement.rvalue.place.local) split(statement.rvalue.place);
    }
    split(statement.place);
  }
  void split(Terminator& terminator) {
    switch (terminator.kind) {
      case Terminator::Kind::SwitchInt:
      case Terminator::Kind::Assert:
        split(terminator.operand);
        break;
      case Terminator::Kind::Drop:
        split(terminator.place);
        break;
      case Terminator::Kind::Call:
        split(terminator.operand);
        split(terminator.place);
        break;
      case Terminator::Kind::Goto:
      case Terminator::Kind::Return:
      case Terminator::Kind::Unreachable:
      case Terminator::Kind::UnwindResume:
      case Terminator::Kind::UnwindTerminate:
      case Terminator::Kind::Unsupported:
        return;
    }
    for (Operand& arg : terminator.args) split(arg);
  }

  mir::Body& body_;
  types::Collector& items_;
  std::vector<Statement> out_;
  Span span_;
};

}  // namespace

void separate_derefs(mir::Body& body, types::Collector& items) { Separator(body, items).run(); }

}  // namespace assay::lower
