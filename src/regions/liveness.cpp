#include "regions/liveness.h"

#include "mir/validate.h"

namespace assay::regions {

using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;

Points::Points(const mir::Body& body) {
  for (const mir::Block& block : body.blocks) {
    start_.push_back(count_);
    count_ += static_cast<uint32_t>(block.statements.size()) + 1;
  }
}

namespace {

/// One step backwards.
struct Live {
  const std::vector<LocalId>* copied_from;  // deref temporaries: the local of the place that they copy
  Bits use, drop;

  // A deref temporary stands for a part of a written place: using it uses what the place begins with.
  void read(LocalId local) {
    for (; local && !use.test(local.raw); local = (*copied_from)[local.raw]) use.set(local.raw);
  }
  void read(const Place& place) {
    read(place.local);
    indices(place);
  }
  void indices(const Place& place) {
    for (const ProjectionElem& elem : place.projection)
      if (elem.kind == ProjectionElem::Kind::Index) read(elem.index);
  }
  void kill(LocalId local) {
    use.reset(local.raw);
    drop.reset(local.raw);
  }
  void write(const Place& place) {
    if (place.is_local()) return kill(place.local);
    for (const ProjectionElem& elem : place.projection)
      if (elem.kind == ProjectionElem::Kind::Deref) return read(place);
    indices(place);
  }
  void operand(const Operand& o) {
    if (o.kind == Operand::Kind::Constant) return;
    // After the move there is nothing to drop.
    if (o.kind == Operand::Kind::Move && o.place.is_local()) drop.reset(o.place.local.raw);
    read(o.place);
  }
  void statement(const Statement& s) {
    using K = Statement::Kind;
    switch (s.kind) {
      case K::Assign:
        write(s.place);
        for (const Operand& o : s.rvalue.operands) operand(o);
        if (s.rvalue.place.local && s.rvalue.borrow != mir::BorrowKind::Fake) read(s.rvalue.place);
        return;
      case K::StorageLive:
      case K::StorageDead:
        return kill(s.place.local);
      case K::Retag:
      case K::FakeRead:
      case K::SetDiscriminant:
        return read(s.place);
      case K::PlaceMention:
      case K::Nop:
        return;
    }
  }
  void terminator(const Terminator& t) {
    using K = Terminator::Kind;
    switch (t.kind) {
      case K::Call:
        write(t.place);
        operand(t.operand);
        break;
      case K::Drop:
        if (t.place.is_local() || t.place.projection[0].kind != ProjectionElem::Kind::Deref)
          drop.set(t.place.local.raw);
        else
          read(t.place);
        break;
      case K::SwitchInt:
      case K::Assert:
        operand(t.operand);
        break;
      case K::Return:
        read(LocalId(0));
        break;
      case K::Goto:
      case K::Unreachable:
      case K::UnwindResume:
      case K::UnwindTerminate:
      case K::Unsupported:
        break;
    }
    for (const Operand& o : t.args) operand(o);
  }
};

}  // namespace

void each_live(const mir::Body& body, const Points& points, const std::function<void(LocalId, uint32_t, bool)>& live) {
  const auto blocks = static_cast<uint32_t>(body.blocks.size());
  std::vector<std::vector<uint32_t>> predecessors(blocks);
  for (uint32_t b = 0; b < blocks; ++b)
    for (const BlockId next : mir::successors(body.blocks[BlockId(b)].terminator)) predecessors[next.raw].push_back(b);
  std::vector<LocalId> copied_from(body.locals.size());
  for (const mir::Block& block : body.blocks)
    for (const Statement& s : block.statements)
      if (s.kind == Statement::Kind::Assign && s.rvalue.kind == Rvalue::Kind::CopyForDeref)
        copied_from[s.place.local.raw] = s.rvalue.place.local;
  const Live nothing{&copied_from, Bits(body.locals.size()), Bits(body.locals.size())};
  std::vector<Live> out(blocks, nothing);  // behind the terminator
  const auto backwards = [&](uint32_t b, const std::function<void(const Live&, uint32_t statement)>& see) {
    const mir::Block& block = body.blocks[BlockId(b)];
    Live now = out[b];
    now.terminator(block.terminator);
    see(now, static_cast<uint32_t>(block.statements.size()));
    for (size_t i = block.statements.size(); i-- > 0;) {
      now.statement(block.statements[i]);
      see(now, static_cast<uint32_t>(i));
    }
    return now;
  };
  std::vector<uint32_t> todo;
  for (uint32_t b = 0; b < blocks; ++b) todo.push_back(b);
  while (!todo.empty()) {
    const uint32_t b = todo.back();
    todo.pop_back();
    const Live in = backwards(b, [](const Live&, uint32_t) {});
    for (const uint32_t p : predecessors[b]) {
      if (in.use.is_subset_of(out[p].use) && in.drop.is_subset_of(out[p].drop)) continue;
      out[p].use |= in.use;
      out[p].drop |= in.drop;
      todo.push_back(p);
    }
  }
  for (uint32_t b = 0; b < blocks; ++b)
    backwards(b, [&](const Live& now, uint32_t statement) {
      const uint32_t point = points.at(BlockId(b), statement);
      for (size_t l = now.use.find_first(); l != Bits::npos; l = now.use.find_next(l))
        live(LocalId(static_cast<uint32_t>(l)), point, false);
      for (size_t l = now.drop.find_first(); l != Bits::npos; l = now.drop.find_next(l))
        if (!now.use.test(l)) live(LocalId(static_cast<uint32_t>(l)), point, true);
    });
}

}  // namespace assay::regions
