#include "aliasing/borrow_chain.h"

namespace assay::aliasing {

Borrow& BorrowChains::add(Borrow borrow) {
  const Tag tag = borrow.tag;
  return *borrows_.insert_or_assign(tag, std::make_unique<Borrow>(std::move(borrow))).first->second;
}

void BorrowChains::mark(Tag tag) {
  unmark();
  extend(tag);
}

void BorrowChains::extend(Tag tag) {
  for (Borrow* b = find(tag); b && b->mark != epoch_; b = find(b->parent)) b->mark = epoch_;
}

bool BorrowChains::derives(Tag tag, Tag from) {
  for (Borrow* b = find(tag); b; b = find(b->parent))
    if (b->tag == from) return true;
  return false;
}

void BorrowChains::begin_call(ThreadId thread, CallId call) {
  if (thread.raw >= calls_.size()) calls_.resize(thread.raw + 1);
  calls_[thread.raw].push_back({call, {}});
}

BorrowChains::Call* BorrowChains::current(ThreadId thread, CallId call) {
  if (thread.raw >= calls_.size()) return nullptr;
  auto& stack = calls_[thread.raw];
  for (size_t i = stack.size(); i-- > 0;)
    if (stack[i].call == call) return &stack[i];
  return nullptr;
}

void BorrowChains::attach(ThreadId thread, Borrow& borrow, CallId call, uint32_t scope) {
  borrow.live = true;
  borrow.call = call;
  borrow.scope = scope;
  if (Call* record = current(thread, call)) record->borrows.push_back(borrow.tag);
}

}  // namespace assay::aliasing
