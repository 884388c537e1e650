// The atomic locations of one execution: which bytes they are, when a plain write or an access of another size ends
// one and begins the next, and the tokens of `park`. Source: concurrency.md 1.4, 5.6.
#include "concurrency/graph_concurrency.h"

namespace assay::concurrency {

LocationId EventNames::location(AllocId alloc, uint64_t offset, uint32_t size, uint32_t epoch) {
  const std::pair<uint64_t, uint64_t> key{uint64_t{alloc.raw} << 32 | epoch, offset << 8 | size};
  return locations_.try_emplace(key, static_cast<LocationId>(locations_.size())).first->second;
}
uint32_t EventNames::thread(uint32_t parent, uint32_t number) {
  const auto [it, fresh] = threads_.try_emplace(uint64_t{parent} << 32 | number, next_thread_);
  if (fresh) next_thread_++;
  return it->second;
}

/// A thread's token for `park`: no bytes of the program's.
class GraphConcurrency::Token : public AtomicAccess {
 public:
  Token(GraphConcurrency& conc, uint32_t thread) : AtomicAccess({nullptr, thread, {}}, 1), conc_(conc) {}
  Outcome<Atom> load() const override { return conc_.token_values_[place.offset]; }
  void store(const Atom& value) const override { conc_.token_values_[place.offset] = value; }

 private:
  GraphConcurrency& conc_;
};

Outcome<Step> GraphConcurrency::park(bool& taken) {
  const Token token(*this, current_);
  auto next = [](const Atom&) { return Atom{}; };
  const Update how{.success = Order::Acquire, .compare = true, .expected = {1, {}}, .next = next};
  Updated result;
  ASSAY_TRY_LET(const Step step, update(token, how, result));
  taken = result.stored;
  return step;
}
Outcome<Step> GraphConcurrency::unpark(uint32_t target) {
  const Token token(*this, target);
  auto next = [](const Atom&) { return Atom{1, {}}; };
  const Update how{.success = Order::Release, .expected = {}, .next = next};
  Updated result;
  return update(token, how, result);
}

std::vector<GraphConcurrency::Cell>& GraphConcurrency::cells_at(const AtomicAccess& access) {
  Allocation* alloc = access.place.alloc;
  if (!alloc) return tokens_;
  if (alloc->atomic_cells == 0) {
    cells_.emplace_back();
    alloc->atomic_cells = static_cast<uint32_t>(cells_.size());
  }
  return cells_[alloc->atomic_cells - 1];
}

void GraphConcurrency::seal(std::vector<Cell>& cells, uint64_t lo, uint64_t hi) {
  for (Cell& cell : cells)
    if (cell.offset < hi && lo < cell.offset + cell.size) cell.alive = false;
}

GraphConcurrency::Cell& GraphConcurrency::new_cell(std::vector<Cell>& cells, const AtomicAccess& access) {
  const uint64_t at = access.place.offset;
  seal(cells, at, at + access.size);
  Cell* cell = nullptr;
  for (Cell& c : cells)
    if (c.offset == at && c.size == access.size) cell = &c;
  if (cell) {
    cell->epoch++;
    cell->alive = true;
    cell->in_memory = kInit;
    cell->uninit.reset();
  } else {
    cell = &cells.emplace_back();
    cell->offset = at;
    cell->size = access.size;
  }
  cell->location =
      names_.location(access.place.alloc ? access.place.alloc->id : AllocId(), at, access.size, cell->epoch);
  auto init = access.load();
  graph_.location(cell->location).init = init ? *init : Atom::undef();
  if (!init) cell->uninit = init.error().info();
  return *cell;
}

/// The location of an access by the current thread.
Outcome<GraphConcurrency::Cell*> GraphConcurrency::cell_of(const AtomicAccess& access) {
  std::vector<Cell>& cells = cells_at(access);
  for (Cell& cell : cells)
    if (cell.offset == access.place.offset && cell.size == access.size && cell.alive) return &cell;
  return &new_cell(cells, access);
}

void GraphConcurrency::put_in_memory(EventId write, Cell& cell, const AtomicAccess& access) {
  if (cell.in_memory != kInit && graph_.rank(write) < graph_.rank(cell.in_memory)) return;
  cell.in_memory = write;
  access.store(graph_[write].value);
}

// Plain accesses. --------------------------------------------------------------------------------------------------

Outcome<> GraphConcurrency::check_race(const AtomicAccess& access, AccessClass what) {
  if (!races_ || !access.place.alloc) return {};
  return races_->atomic(*access.place.alloc, {access.place.offset, access.place.offset + access.size},
                        Actor{current_, me().hb}, what);
}
Outcome<> GraphConcurrency::plain(Allocation& alloc, ByteRange range, AccessKind kind, bool by_retag) {
  if (races_) ASSAY_TRY(races_->access(alloc, range, Actor{current_, me().hb}, kind, by_retag));
  if (kind == AccessKind::Write && !by_retag && alloc.atomic_cells != 0)
    seal(cells_[alloc.atomic_cells - 1], range.lo, range.hi);
  return {};
}
void GraphConcurrency::allocated(Allocation& alloc) {
  if (races_) races_->allocated(alloc, Actor{current_, me().hb});
}
Outcome<> GraphConcurrency::freed(Allocation& alloc) {
  return races_ ? races_->freed(alloc, Actor{current_, me().hb}) : Outcome<>();
}
Outcome<> GraphConcurrency::use_after_free(AllocId alloc, AccessClass what) {
  return races_ ? races_->use_after_free(alloc, Actor{current_, me().hb}, what) : Outcome<>();
}

}  // namespace assay::concurrency
