// Tree Borrows: the transition table, its laws, and random programs against a tree that applies every access at once.
#include <algorithm>
#include <map>
#include <random>

#include "aliasing/tree_nodes.h"
#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using enum TreePermission;
using memory::AllocKind;
using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;

constexpr TreePermission kAll[] = {Reserved, ReservedConflicted, ReservedIM, Active, Frozen, Cell, Disabled};
constexpr AccessKind kKinds[] = {AccessKind::Read, AccessKind::Write};

TEST(TreeLaws, TransitionsAreIdempotent) {
  for (const TreePermission p : kAll)
    for (const AccessKind kind : kKinds)
      for (const bool foreign : {false, true})
        for (const bool is_protected : {false, true}) {
          const Transition once = transition(p, kind, foreign, is_protected);
          if (!once.allowed) continue;
          const Transition twice = transition(once.next, kind, foreign, is_protected);
          EXPECT_TRUE(twice.allowed);
          EXPECT_EQ(twice.next, once.next);
        }
}

TEST(TreeLaws, ReadsCommuteFromEveryState) {
  for (const TreePermission p : kAll)
    for (const bool is_protected : {false, true}) {
      const Transition local = transition(p, AccessKind::Read, false, is_protected);
      const Transition foreign = transition(p, AccessKind::Read, true, is_protected);
      const Transition a = transition(local.next, AccessKind::Read, true, is_protected);
      const Transition b = transition(foreign.next, AccessKind::Read, false, is_protected);
      if (p == Active && is_protected) continue;  // the foreign read is an error in either order
      EXPECT_EQ(local.allowed, b.allowed);
      if (local.allowed) {
        EXPECT_EQ(a.next, b.next);
      }
    }
}

// What lets foreign accesses be applied late: of several, the strongest alone has the same effect.
TEST(TreeLaws, AForeignWriteSubsumesForeignReads) {
  for (const TreePermission p : kAll) {
    const TreePermission write = transition(p, AccessKind::Write, true, false).next;
    const TreePermission read = transition(p, AccessKind::Read, true, false).next;
    EXPECT_EQ(transition(read, AccessKind::Write, true, false).next, write);
    EXPECT_EQ(transition(write, AccessKind::Read, true, false).next, write);
  }
}

TEST(TreeLaws, TheTable) {
  struct Row {
    TreePermission from;
    const char* text;  // local read, local write, foreign read, foreign write; then the same when protected
  };
  const std::map<TreePermission, char> letter{
      {Reserved, 'R'}, {ReservedConflicted, 'C'}, {ReservedIM, 'I'}, {Active, 'A'}, {Frozen, 'F'}, {Cell, 'c'},
      {Disabled, 'D'}};
  const Row rows[] = {{Reserved,
                       "RARD"
                       "RACD"},
                      {ReservedConflicted,
                       "CACD"
                       "C-CD"},
                      {ReservedIM,
                       "IAII"
                       "IAII"},
                      {Active,
                       "AAFD"
                       "AADD"},
                      {Frozen,
                       "F-FD"
                       "F-FD"},
                      {Cell,
                       "cccc"
                       "cccc"},
                      {Disabled,
                       "--DD"
                       "--DD"}};
  for (const Row& row : rows) {
    std::string text;
    for (const bool is_protected : {false, true})
      for (const bool foreign : {false, true})
        for (const AccessKind kind : kKinds) {
          const Transition step = transition(row.from, kind, foreign, is_protected);
          text += step.allowed ? letter.at(step.next) : '-';
        }
    EXPECT_EQ(text, row.text) << permission_name(row.from);
  }
}

TEST(Tree, AParentReadFreezesAWrittenChild) {
  World world("tree");
  const Pointer x = world.make(4);
  const Pointer child = world.mut(x, 4);
  EXPECT_TRUE(world.write(child, 4));
  EXPECT_TRUE(world.read(x, 4));
  EXPECT_TRUE(world.read(child, 4));
  EXPECT_EQ(rule_of(world.write(child, 4)), "tree/access#write-1");
}

TEST(Tree, ReservationSurvivesReadsAndFieldsReachSiblings) {
  World world("tree");
  const Pointer x = world.make(4);
  const Pointer child = world.mut(x, 2);
  EXPECT_TRUE(world.read(x, 4));
  EXPECT_TRUE(world.write(child, 4));  // bytes outside the reborrow are taken lazily
  EXPECT_TRUE(world.write(x, 4));
  EXPECT_FALSE(world.read(child, 1));
}

TEST(Tree, ProtectedArgumentsConflictWithForeignAccesses) {
  World world("tree");
  const Pointer x = world.make(1);
  const CallId call = world.enter();
  const Pointer arg = *world.reborrow(x, 1, PtrKind::MutRef, RetagMode::FnEntry, call);
  EXPECT_TRUE(world.read(x));
  EXPECT_EQ(rule_of(world.write(arg)), "tree/access#write-1");
  World other("tree");
  const Pointer y = other.make(1);
  const Pointer again = *other.reborrow(y, 1, PtrKind::MutRef, RetagMode::FnEntry, other.enter());
  EXPECT_TRUE(other.write(again));
  EXPECT_EQ(rule_of(other.read(y)), "tree/access#read-2");
}

TEST(Tree, TheEndOfAProtectorIsAnAccessUnseenByDescendants) {
  World world("tree");
  const Pointer x = world.make(1);
  const CallId call = world.enter();
  const Pointer arg = *world.reborrow(x, 1, PtrKind::MutRef, RetagMode::FnEntry, call);
  const Pointer returned = world.mut(arg);
  EXPECT_TRUE(world.write(returned));
  EXPECT_TRUE(world.leave(call));
  EXPECT_TRUE(world.write(returned));
  EXPECT_TRUE(world.write(x));
  EXPECT_FALSE(world.write(returned));
}

TEST(Tree, StrongProtectorsForbidTheFree) {
  for (const PtrKind kind : {PtrKind::Box, PtrKind::MutRef}) {
    World world("tree");
    const Pointer x = world.make(1, AllocKind::HeapRust);
    const Pointer arg = *world.reborrow(x, 1, kind, RetagMode::FnEntry, world.enter());
    EXPECT_EQ(rule_of(world.free(arg)), kind == PtrKind::Box ? "ok" : "tree/dealloc#3");
  }
}

TEST(Tree, ImplicitWritesAreAnOption) {
  for (const bool implicit : {false, true}) {
    World world("tree", ModelOptions{.tree_implicit_writes = implicit});
    const Pointer x = world.make(1);
    const Pointer sibling = world.mut(x);
    EXPECT_TRUE(world.reborrow(x, 1, PtrKind::MutRef, RetagMode::FnEntry, world.enter()));
    EXPECT_EQ(world.read(sibling).has_value(), !implicit);
  }
}

TEST(Tree, ExposedPointersAreResolvedWhereUnique) {
  World world("tree");
  const Pointer x = world.make(1);
  const Pointer m = world.mut(x), sibling = world.mut(x);
  world.expose(m);
  const Pointer wild = world.memory.ptr_from_exposed(x.addr);
  EXPECT_TRUE(world.write(wild));
  EXPECT_TRUE(world.write(m));
  EXPECT_FALSE(world.read(sibling));
  World other("tree");
  const Pointer y = other.make(1);
  other.expose(other.shared(y));
  EXPECT_TRUE(other.read(other.memory.ptr_from_exposed(y.addr)));
  EXPECT_EQ(rule_of(other.write(other.memory.ptr_from_exposed(y.addr))), "tree/wildcard#write-1");
}

TEST(Tree, ReborrowsOfExposedPointersWork) {
  World world("tree");
  const Pointer x = world.make(1);
  world.expose(x);
  const Pointer m = world.mut(world.memory.ptr_from_exposed(x.addr));
  EXPECT_TRUE(world.write(m));
  EXPECT_TRUE(world.read(m));
  EXPECT_TRUE(world.write(x));
  EXPECT_FALSE(world.write(m));
}

// Random programs against a tree that applies every access to every node at once. ----------------------------------

struct PlainTree {
  struct State {
    TreePermission permission;
    bool accessed;
  };
  struct Node {
    uint32_t tag;
    int parent;
    int call = -1;
    bool weak = false;
    std::vector<State> bytes;
  };
  std::vector<Node> nodes;
  std::map<int, bool> active;
  int find(uint32_t tag) {
    for (size_t i = 0; i < nodes.size(); ++i)
      if (nodes[i].tag == tag) return static_cast<int>(i);
    return -1;
  }
  bool below(int node, int ancestor) {
    while (node >= 0 && node != ancestor) node = nodes[static_cast<size_t>(node)].parent;
    return node >= 0;
  }
  bool access(int by, size_t b, AccessKind kind, bool skip_descendants) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      const bool local = below(by, static_cast<int>(i));
      if (skip_descendants && !local && below(static_cast<int>(i), by)) continue;
      const bool is_protected = nodes[i].call >= 0 && active[nodes[i].call];
      State& state = nodes[i].bytes[b];
      const Transition step = transition(state.permission, kind, !local, is_protected);
      if (!step.allowed) return false;
      state.accessed |= local;
      if (is_protected && state.accessed && step.next == Disabled && state.permission != Disabled) return false;
      state.permission = step.next;
    }
    return true;
  }
};

TEST(Tree, RandomProgramsAgreeWithAnEagerTree) {
  std::mt19937 random(2);
  int stopped = 0, finished = 0;
  for (int round = 0; round < 6000; ++round) {
    World world("tree");
    world.context.quiet_windows = round % 2 == 0;
    const size_t size = 5;
    std::vector<Pointer> pointers{world.make(size)};
    PlainTree plain;
    plain.nodes.push_back(
        {pointers[0].prov.tag.raw, -1, -1, false, std::vector<PlainTree::State>(size, {Active, true})});
    std::vector<CallId> calls;
    bool alive = true;
    for (int step = 0; alive && step < 5 + round % 40; ++step) {
      if (random() % 8 == 0) world.collect(pointers, random);
      const Pointer base = pointers[random() % 3 == 0 ? pointers.size() - 1 : random() % pointers.size()];
      const size_t lo = random() % size, n = 1 + random() % (size - lo);
      Pointer p = base;
      p.addr = pointers[0].addr + lo;
      const int by = plain.find(p.prov.tag.raw);
      const auto what = random() % 14;
      bool expected = true, got = true;
      if (what < 6) {
        const AccessKind kind = what < 2 ? AccessKind::Write : AccessKind::Read;
        for (size_t b = lo; expected && b < lo + n; ++b) expected = plain.access(by, b, kind, false);
        got = world.access(p, n, kind).has_value();
      } else if (what < 10) {
        RetagSpec spec;
        spec.ptr = random() % 3 == 0 ? PtrKind::Ref : random() % 3 == 0 ? PtrKind::Box : PtrKind::MutRef;
        const bool entry = !calls.empty() && random() % 2;
        spec.mode = entry ? RetagMode::FnEntry : RetagMode::Default;
        const size_t cell = random() % 3 == 0 ? lo + random() % n : size;  // one byte inside a cell
        if (cell != size) {
          spec.frozen.all_frozen = false;
          spec.frozen.prefix_size = n;
          spec.frozen.cells = {{cell - lo, cell - lo + 1}};
        }
        const auto fresh = world.reborrow(p, n, spec, entry ? calls.back() : CallId());
        got = fresh.has_value();
        const auto permission = [&](bool frozen) {
          if (spec.ptr == PtrKind::Ref) return frozen ? Frozen : Cell;
          return frozen || entry ? Reserved : ReservedIM;
        };
        for (size_t b = lo; expected && b < lo + n; ++b)
          if (permission(b != cell) != Cell) expected = plain.access(by, b, AccessKind::Read, false);
        if (expected && got) {
          PlainTree::Node node{
              fresh->prov.tag.raw, by, entry ? static_cast<int>(calls.back().raw) : -1, spec.ptr == PtrKind::Box, {}};
          for (size_t b = 0; b < size; ++b) {
            const bool inside = b >= lo && b < lo + n;
            const TreePermission perm = permission(inside ? b != cell : cell == size);
            node.bytes.push_back({perm, inside && perm != Cell});
          }
          plain.nodes.push_back(node);
          pointers.push_back({pointers[0].addr, fresh->prov});
        }
      } else if (what < 12) {
        calls.push_back(world.enter());
        plain.active[static_cast<int>(calls.back().raw)] = true;
      } else if (!calls.empty()) {
        const int call = static_cast<int>(calls.back().raw);
        for (size_t i = 0; expected && i < plain.nodes.size(); ++i) {
          if (plain.nodes[i].call != call) continue;
          for (size_t b = 0; expected && b < size; ++b) {
            const PlainTree::State state = plain.nodes[i].bytes[b];
            const auto kind = associated_access(state.permission);
            if (state.accessed && kind) expected = plain.access(static_cast<int>(i), b, *kind, true);
          }
        }
        got = world.leave(calls.back()).has_value();
        plain.active[call] = false;
        calls.pop_back();
      }
      ASSERT_EQ(got, expected) << "round " << round << " step " << step << " what " << what;
      alive = got;
      if (!got) ++stopped;
    }
    if (!alive) continue;
    ++finished;
    trace::Picture picture;
    world.model->draw(*world.memory.live(pointers[0].prov.alloc), picture);
    for (const trace::Picture::Node& node : picture.nodes) {
      PlainTree::Node& other = plain.nodes[static_cast<size_t>(plain.find(node.tag.raw))];
      if (other.call >= 0 && !plain.active[other.call])  // conflicts do not matter any more
        for (PlainTree::State& state : other.bytes)
          if (state.permission == ReservedConflicted) state.permission = Reserved;
      for (const auto& [range, text] : node.permissions)
        for (uint64_t b = range.lo; b < range.hi; ++b)
          EXPECT_EQ(other.call >= 0 && !plain.active[other.call] && text.starts_with("Reserved (conflicted)")
                        ? "Reserved" + text.substr(21)
                        : text,
                    std::string(permission_name(other.bytes[b].permission)) + (other.bytes[b].accessed ? "" : "?"));
    }
  }
  EXPECT_GT(stopped, 500);
  EXPECT_GT(finished, 10);
}

TEST(Tree, DroppedSiblingsStayDead) {
  World world("tree");
  const Pointer x = world.make(1);
  const Pointer first = world.mut(x);
  for (int i = 0; i < 5000; ++i) EXPECT_TRUE(world.write(world.mut(x)));
  EXPECT_EQ(rule_of(world.read(first)), "tree/access#read-1");
  EXPECT_TRUE(world.read(x));
}

}  // namespace
}  // namespace assay::aliasing
