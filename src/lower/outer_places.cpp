// A closure captures places. Where its body destructures a variable of the body around (`let (a, _) = pair`), which
// captured place is meant shows only when the patterns have been walked. Until then a local stands for the variable;
// afterwards each place that starts from it is replaced by the captured place that it goes through. Source: the Rust
// reference, "capture precision"; rustc's PlaceBuilder does the same while it builds.
#include "lower/builder.h"

namespace assay::lower {

using mir::ProjectionElem;

LocalId Builder::outer_local(const Expr* e) {
  for (const auto& [var, local] : outer_)
    if (var == e->local) return local;
  const LocalId local = new_local(e->ty, e->span);
  outer_.emplace_back(e->local, local);
  return local;
}

namespace {

/// How many projections of `place` the steps of a capture take; none if it does not start with them.
std::optional<size_t> steps_taken(const std::vector<thir::CaptureStep>& steps, const Place& place) {
  size_t at = 0;
  for (const thir::CaptureStep& step : steps) {
    // The only variant of an enum is no step of a capture.
    if (at < place.projection.size() && place.projection[at].kind == ProjectionElem::Kind::Downcast) ++at;
    if (at == place.projection.size()) return std::nullopt;
    const ProjectionElem& elem = place.projection[at++];
    const bool same = step.is_deref ? elem.kind == ProjectionElem::Kind::Deref
                                    : elem.kind == ProjectionElem::Kind::Field && elem.field == step.field;
    if (!same) return std::nullopt;
  }
  return at;
}

}  // namespace

void Builder::resolve_outer_places() {
  if (outer_.empty()) return;
  // False: the place is not captured.
  const auto resolve = [&](Place& place) {
    for (const auto& [var, local] : outer_) {
      if (place.local != local) continue;
      for (uint32_t i = 0; i < thir_.captures.size(); ++i) {
        if (thir_.captures[i].var != var) continue;
        const std::optional<size_t> taken = steps_taken(thir_.captures[i].steps, place);
        if (!taken) continue;
        Place whole = upvar_place(i);
        whole.projection.insert(whole.projection.end(), place.projection.begin() + static_cast<std::ptrdiff_t>(*taken),
                                place.projection.end());
        place = std::move(whole);
        return true;
      }
      return false;
    }
    return true;
  };
  for (mir::Block& block : out_->blocks) {
    for (Statement& statement : block.statements) {
      using Kind = Statement::Kind;
      if (statement.kind == Kind::Nop) continue;
      bool known = !statement.place.local || resolve(statement.place);
      if (statement.kind == Kind::Assign) {
        if (statement.rvalue.place.local) known = resolve(statement.rvalue.place) && known;
        for (mir::Operand& operand : statement.rvalue.operands)
          if (operand.kind != mir::Operand::Kind::Constant) known = resolve(operand.place) && known;
      }
      if (known) continue;
      // Mentioning a place that is not captured does nothing; nothing else can be done with one.
      if (statement.kind != Kind::PlaceMention && statement.kind != Kind::FakeRead &&
          !(statement.kind == Kind::Assign && statement.rvalue.kind == Rvalue::Kind::Ref &&
            statement.rvalue.borrow == mir::BorrowKind::Fake))
        session_.diags.unsupported(statement.span, "closure:uncaptured-place");
      statement.kind = Kind::Nop;
    }
    Terminator& terminator = block.terminator;
    bool known = !terminator.place.local || resolve(terminator.place);
    if (terminator.operand.kind != mir::Operand::Kind::Constant && terminator.operand.place.local)
      known = resolve(terminator.operand.place) && known;
    for (mir::Operand& operand : terminator.args)
      if (operand.kind != mir::Operand::Kind::Constant) known = resolve(operand.place) && known;
    if (!known) session_.diags.unsupported(terminator.span, "closure:uncaptured-place");
  }
}

}  // namespace assay::lower
