// Second transcriptions of Stacked Borrows and Tree Borrows, for tests: one location at a time, every access applied to
// everything at once, no ranges, caches or compaction. Written from the rules in docs/models and nothing else, so that
// a difference from stacked.cpp or tree.cpp is a mistake in one of them.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace assay::aliasing::naive {

inline constexpr size_t kBytes = 2;

/// What a step makes. Cell: the whole pointee is inside an `UnsafeCell`.
enum class Kind : uint8_t { Mut, Shared, MutCell, SharedCell, TwoPhase, Box, RawMut, RawConst };
inline bool is_cell(Kind kind) { return kind == Kind::MutCell || kind == Kind::SharedCell; }
inline bool is_shared(Kind kind) { return kind == Kind::Shared || kind == Kind::SharedCell; }
inline bool is_raw(Kind kind) { return kind == Kind::RawMut || kind == Kind::RawConst; }

/// One allocation of a local with kBytes bytes. Tags are small numbers, 0 is the root. Calls are numbered from 1; 0 is
/// no call, that is no protector. False and none: undefined behaviour.
class Model {
 public:
  virtual ~Model() = default;
  virtual std::unique_ptr<Model> clone() const = 0;
  virtual bool access(int tag, size_t lo, size_t hi, bool write) = 0;
  virtual std::optional<int> retag(int parent, size_t lo, size_t hi, Kind kind, int call) = 0;
  virtual bool leave(int call) = 0;
};

// Stacked Borrows. -------------------------------------------------------------------------------------------------

class Stacked final : public Model {
 public:
  Stacked() {
    for (auto& stack : stacks_) stack.push_back({Perm::Unique, 0, 0});
  }
  std::unique_ptr<Model> clone() const override { return std::make_unique<Stacked>(*this); }

  bool access(int tag, size_t lo, size_t hi, bool write) override {
    for (size_t byte = lo; byte < hi; ++byte)
      if (!access_byte(stacks_[byte], tag, write)) return false;
    return true;
  }

  std::optional<int> retag(int parent, size_t lo, size_t hi, Kind kind, int call) override {
    const int tag = next_tag_++;
    if (call != 0) active_[static_cast<size_t>(call)] = true;
    for (size_t byte = lo; byte < hi; ++byte) {
      std::vector<Item>& stack = stacks_[byte];
      switch (kind) {
        case Kind::Mut:
        case Kind::MutCell:
        case Kind::Box:
          if (!access_byte(stack, parent, true)) return std::nullopt;
          stack.push_back({Perm::Unique, tag, call});
          break;
        case Kind::Shared:
        case Kind::RawConst:
          if (!access_byte(stack, parent, false)) return std::nullopt;
          stack.push_back({Perm::SharedRO, tag, call});
          break;
        case Kind::SharedCell:
        case Kind::TwoPhase:
        case Kind::RawMut: {
          const int granting = find(stack, parent, true);
          if (granting < 0) return std::nullopt;
          stack.insert(stack.begin() + cut(stack, granting), {Perm::SharedRW, tag, 0});
          break;
        }
      }
    }
    return tag;
  }

  bool leave(int call) override {
    active_[static_cast<size_t>(call)] = false;
    return true;
  }

 private:
  enum class Perm : uint8_t { Unique, SharedRW, SharedRO, Disabled };
  struct Item {
    Perm perm;
    int tag, call;
  };
  static int find(const std::vector<Item>& stack, int tag, bool write) {
    for (int i = static_cast<int>(stack.size()) - 1; i >= 0; --i) {
      const Item& item = stack[static_cast<size_t>(i)];
      if (item.tag == tag && item.perm != Perm::Disabled && !(write && item.perm == Perm::SharedRO)) return i;
    }
    return -1;
  }
  static int cut(const std::vector<Item>& stack, int granting) {
    int i = granting + 1;
    if (stack[static_cast<size_t>(granting)].perm == Perm::SharedRW)
      while (i < static_cast<int>(stack.size()) && stack[static_cast<size_t>(i)].perm == Perm::SharedRW) ++i;
    return i;
  }
  bool is_protected(const Item& item) const { return item.call != 0 && active_[static_cast<size_t>(item.call)]; }
  bool access_byte(std::vector<Item>& stack, int tag, bool write) {
    const int granting = find(stack, tag, write);
    if (granting < 0) return false;
    if (write) {
      const int keep = cut(stack, granting);
      while (static_cast<int>(stack.size()) > keep) {
        if (is_protected(stack.back())) return false;
        stack.pop_back();
      }
      return true;
    }
    for (size_t i = static_cast<size_t>(granting) + 1; i < stack.size(); ++i) {
      if (stack[i].perm != Perm::Unique) continue;
      if (is_protected(stack[i])) return false;
      stack[i].perm = Perm::Disabled;
    }
    return true;
  }

  std::array<std::vector<Item>, kBytes> stacks_;
  std::array<bool, 16> active_{};
  int next_tag_ = 1;
};

// Tree Borrows. ----------------------------------------------------------------------------------------------------

class Tree final : public Model {
 public:
  Tree() { nodes_.push_back({-1, 0, {State{Perm::Active, true}, State{Perm::Active, true}}}); }
  std::unique_ptr<Model> clone() const override { return std::make_unique<Tree>(*this); }

  bool access(int tag, size_t lo, size_t hi, bool write) override {
    for (size_t byte = lo; byte < hi; ++byte)
      if (!access_byte(tag, byte, write, false)) return false;
    return true;
  }

  std::optional<int> retag(int parent, size_t lo, size_t hi, Kind kind, int call) override {
    if (is_raw(kind)) return parent;
    if (call != 0) active_[static_cast<size_t>(call)] = true;
    Perm perm;
    if (is_shared(kind))
      perm = is_cell(kind) ? Perm::Cell : Perm::Frozen;
    else
      perm = call != 0 || !is_cell(kind) ? Perm::Reserved : Perm::ReservedIM;
    if (perm != Perm::Cell && !access(parent, lo, hi, false)) return std::nullopt;
    Node node{parent, call, {}};
    for (size_t byte = 0; byte < kBytes; ++byte)
      node.states[byte] = {perm, perm != Perm::Cell && lo <= byte && byte < hi};
    nodes_.push_back(node);
    return static_cast<int>(nodes_.size()) - 1;
  }

  bool leave(int call) override {
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].call != call) continue;
      for (size_t byte = 0; byte < kBytes; ++byte) {
        const State state = nodes_[i].states[byte];
        if (!state.accessed || state.perm == Perm::Cell) continue;
        if (!access_byte(static_cast<int>(i), byte, state.perm == Perm::Active, true)) return false;
      }
    }
    active_[static_cast<size_t>(call)] = false;
    return true;
  }

 private:
  enum class Perm : uint8_t { Reserved, Conflicted, ReservedIM, Active, Frozen, Cell, Disabled };
  struct State {
    Perm perm;
    bool accessed;
  };
  struct Node {
    int parent, call;
    std::array<State, kBytes> states;
  };
  bool in_subtree(int node, int of) const {
    while (node >= 0 && node != of) node = nodes_[static_cast<size_t>(node)].parent;
    return node == of;
  }
  bool access_byte(int tag, size_t byte, bool write, bool protector_end) {
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
      Node& node = nodes_[static_cast<size_t>(i)];
      State& state = node.states[byte];
      const bool local = in_subtree(tag, i);
      if (protector_end && !local && in_subtree(i, tag)) continue;
      const bool is_protected = node.call != 0 && active_[static_cast<size_t>(node.call)];
      const Perm before = state.perm;
      if (local) {
        state.accessed = true;
        if (before == Perm::Disabled) return false;
        if (!write) continue;
        if (before == Perm::Frozen || (before == Perm::Conflicted && is_protected)) return false;
        if (before != Perm::Cell) state.perm = Perm::Active;
      } else if (write) {
        if (before != Perm::Cell && before != Perm::ReservedIM) state.perm = Perm::Disabled;
      } else {
        if (before == Perm::Active) state.perm = is_protected ? Perm::Disabled : Perm::Frozen;
        if (before == Perm::Reserved && is_protected) state.perm = Perm::Conflicted;
      }
      if (is_protected && state.accessed && state.perm == Perm::Disabled && before != Perm::Disabled) return false;
    }
    return true;
  }

  std::vector<Node> nodes_;
  std::array<bool, 16> active_{};
};

}  // namespace assay::aliasing::naive
