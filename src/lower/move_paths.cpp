// Gathering of move paths and of their effects.
#include "lower/move_paths.h"

namespace assay::lower {

using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Statement;
using mir::Terminator;
using types::TyKind;

MovePaths::MovePaths(const mir::Body& body, types::Collector& items) : body_(body), items_(items) {
  for (const mir::Block& block : body.blocks) {
    if (block.terminator.kind != Terminator::Kind::Drop) continue;
    const mir::LocalId local = block.terminator.place.local;
    if (roots_.contains(local.raw)) continue;
    // Behind a reference or raw pointer nothing is tracked; then the root alone would be of no use.
    const TyKind kind = items.tcx[body.locals[local].ty].kind;
    if (kind == TyKind::Ref || kind == TyKind::RawPtr) continue;
    roots_.emplace(local.raw, static_cast<PathId>(paths_.size()));
    paths_.push_back({mir::local_place(local), body.locals[local].ty, kNoId, {}});
  }
  if (paths_.empty()) return;
  for (const mir::Block& block : body.blocks) {
    for (const Statement& statement : block.statements) {
      if (statement.kind != Statement::Kind::Assign) continue;
      for (const Operand& operand : statement.rvalue.operands) gather(operand);
      gather(statement.place);
    }
    for (const Operand& arg : block.terminator.args) gather(arg);
    if (block.terminator.kind == Terminator::Kind::Drop || block.terminator.kind == Terminator::Kind::Call)
      gather(block.terminator.place);
  }
}

PathId MovePaths::root(mir::LocalId local) const {
  const auto found = roots_.find(local.raw);
  return found == roots_.end() ? kNoId : found->second;
}

PathId MovePaths::child(PathId path, const ProjectionElem& elem) const {
  for (const PathId child : paths_[path].children)
    if (paths_[child].place.projection.back() == elem) return child;
  return kNoId;
}

PathId MovePaths::exact(const Place& place) const {
  PathId at = root(place.local);
  for (const ProjectionElem& elem : place.projection) {
    if (at == kNoId) return kNoId;
    at = child(at, elem);
  }
  return at;
}

void MovePaths::gather(const Operand& operand) {
  if (operand.kind == Operand::Kind::Move) gather(operand.place);
}

void MovePaths::gather(const Place& place) {
  if (place.is_local() || root(place.local) == kNoId) return;
  for (const Place& part : without_subslice(place)) make(part);
}

// The path of `place`, making what is missing; kNoId if the place is not one that can be tracked.
PathId MovePaths::make(const Place& place) {
  PathId at = root(place.local);
  for (const ProjectionElem& elem : place.projection) {
    const types::TyData& data = items_.tcx[paths_[at].ty];
    const bool was_downcast = !paths_[at].place.projection.empty() &&
                              paths_[at].place.projection.back().kind == ProjectionElem::Kind::Downcast;
    switch (elem.kind) {
      case ProjectionElem::Kind::Deref:
        if (!mir::is_box(paths_[at].ty, items_)) return kNoId;
        break;
      case ProjectionElem::Kind::Field:
        if (data.kind == TyKind::Adt && !was_downcast) {
          const types::AdtInfo& adt = items_.adt(data.def);
          if (adt.kind != types::AdtInfo::Kind::Struct || adt.is_box || items_.has_drop_impl(data.def)) return kNoId;
        }
        break;
      case ProjectionElem::Kind::Downcast:
        if (data.kind == TyKind::Adt && items_.has_drop_impl(data.def)) return kNoId;
        break;
      case ProjectionElem::Kind::ConstantIndex:
        if (data.kind != TyKind::Array || elem.from_end) return kNoId;
        break;
      case ProjectionElem::Kind::Index:
      case ProjectionElem::Kind::Subslice:
        return kNoId;
    }
    PathId next = child(at, elem);
    if (next == kNoId) {
      next = static_cast<PathId>(paths_.size());
      const types::TyId ty = mir::projected_ty(paths_[at].ty, elem, items_);
      paths_.push_back({mir::project(paths_[at].place, elem), ty, at, {}});
      paths_[at].children.push_back(next);
    }
    at = next;
  }
  return at;
}

// A sub-slice of an array, moved as a whole, is the list of its elements.
std::vector<Place> MovePaths::without_subslice(const Place& place) const {
  if (place.projection.empty() || place.projection.back().kind != ProjectionElem::Kind::Subslice) return {place};
  const ProjectionElem slice = place.projection.back();
  Place base = place;
  base.projection.pop_back();
  const types::TyData& data = items_.tcx[mir::place_ty(body_, base, items_)];
  if (data.kind != TyKind::Array || slice.from_end) return {place};
  const types::ConstData& length = items_.tcx[data.length];
  std::vector<Place> parts;
  for (uint64_t i = slice.offset; i < slice.min_length; ++i) {
    ProjectionElem elem{ProjectionElem::Kind::ConstantIndex};
    elem.offset = i;
    elem.min_length =
        length.kind == types::ConstData::Kind::Value ? static_cast<uint64_t>(length.bits) : slice.min_length;
    parts.push_back(mir::project(base, elem));
  }
  return parts;
}

void MovePaths::visit_place(const Place& place, Effect effect, const Visitor& visit) const {
  if (root(place.local) == kNoId) return;
  for (const Place& part : without_subslice(place)) {
    const PathId path = exact(part);
    if (path != kNoId) visit(path, effect);
  }
}

void MovePaths::visit_operand(const Operand& operand, const Visitor& visit) const {
  if (operand.kind == Operand::Kind::Move) visit_place(operand.place, Effect::Uninit, visit);
}

void MovePaths::effects(const Statement& statement, const Visitor& visit) const {
  switch (statement.kind) {
    case Statement::Kind::Assign:
      for (const Operand& operand : statement.rvalue.operands) visit_operand(operand, visit);
      visit_place(statement.place, Effect::Init, visit);
      return;
    case Statement::Kind::StorageLive:
    case Statement::Kind::StorageDead:
      visit_place(statement.place, Effect::Uninit, visit);
      return;
    case Statement::Kind::SetDiscriminant:
    case Statement::Kind::Retag:
    case Statement::Kind::PlaceMention:
    case Statement::Kind::FakeRead:
    case Statement::Kind::Nop:
      return;
  }
}

void MovePaths::effects(const Terminator& terminator, const Visitor& visit) const {
  if (terminator.kind == Terminator::Kind::Drop) return visit_place(terminator.place, Effect::Uninit, visit);
  if (terminator.kind != Terminator::Kind::Call) return;
  visit_operand(terminator.operand, visit);
  for (const Operand& arg : terminator.args) visit_operand(arg, visit);
}

void MovePaths::return_effects(const Terminator& terminator, const Visitor& visit) const {
  if (terminator.kind == Terminator::Kind::Call) visit_place(terminator.place, Effect::Init, visit);
}

}  // namespace assay::lower
