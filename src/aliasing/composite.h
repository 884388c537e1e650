// Several aliasing models over one execution: the program runs once and every model observes it. The composite's tag
// names the tuple of the models' tags. A model that stops is dropped from the tuple, with its stop kept, and the others
// go on. Used by `assay compare`.
#pragma once
#include <functional>
#include <string>

#include "aliasing/registry.h"

namespace assay::aliasing {

class Composite final : public AliasingModel {
 public:
  struct Part {
    std::string name;
    std::unique_ptr<AliasingModel> model;
    uint32_t hooks = 0;
    std::unique_ptr<Context> context;  // protectors and exposed tags in the model's own names
    std::optional<StopInfo> stop;      // where the model parted from the execution
    uint64_t stopped_at = 0;           // operations that it saw before
    trace::TraceSink* trace = nullptr;
    uint32_t epoch = 0;  // quiet windows of earlier epochs are closed
    TagSet live;         // of the collection that is under way
  };
  /// `parts` with name and model; at least one.
  explicit Composite(std::vector<Part> parts);
  ~Composite() override;

  const std::vector<Part>& parts() const { return parts_; }
  /// Told of each stop of a part while the machine still is where it happened.
  std::function<void(StopInfo&)> on_stop;
  /// `sink` hears what part `i` does with its tags.
  void listen(size_t i, trace::TraceSink* sink) { parts_[i].trace = sink; }
  /// Operations seen: reads and writes that some model had to judge, reborrows, deallocations, ends of protectors.
  uint64_t operations() const { return operations_; }

  std::string_view name() const override { return "compare"; }
  uint32_t hooks() const override;
  Outcome<> on_alloc(Context& context, Allocation& alloc) override;
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override;
  bool goes_on(Context& context, uint32_t hooks, const StopInfo& stop) override;
  Outcome<Quiet> on_access(Context& context, const Access& access) override;
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override;
  Outcome<Tag> on_move(Context& context, const Moved& moved, const Retag& pointer) override;
  Outcome<Followed> on_deref(Context& context, const Retag& pointer) override;
  Outcome<> on_call_begin(Context& context, CallId call) override;
  Outcome<> on_call_end(Context& context, CallId call) override;
  Outcome<> on_scope_end(Context& context, CallId call, std::span<const uint32_t> scopes) override;
  Outcome<> on_contract(Context& context, const Contract& contract) override;
  Outcome<> on_protectors_ended(Context& context, CallId call) override;
  void on_expose(Context& context, Allocation& alloc, Tag tag) override;
  bool commutes(const Op& a, const Op& b) const override;
  uint64_t forget(Context& context, Allocation& alloc, const TagSet& live) override;
  void draw(const Allocation& alloc, trace::Picture& picture) const override;

 private:
  struct View;
  struct Loud;
  class Shadow;
  class Lens;
  static Shadow* shadow_of(const Allocation& alloc);
  /// The context of a part, brought up to date.
  Context& context_of(Part& part, Context& context);
  /// The tag of part `i` that the composite's `tag` stands for.
  Tag component(Tag tag, size_t i) const {
    const size_t at = size_t{tag.raw} * parts_.size() + i;
    return at < tuples_.size() && tuples_[at] ? tuples_[at] : tag;
  }
  void set_component(Tag tag, size_t i, Tag component);
  /// The composite tag of a tuple; `parent`, if it is its tuple.
  Tag intern(Context& context, Tag parent, const std::vector<Tag>& tuple);
  /// Calls f on the request as part `i` sees it, with the allocation as the part left it.
  template <class F>
  auto as_part(size_t i, const Retag& request, F f);
  void drop(Part& part, StopInfo info);
  /// Part `i` sees the access; what it says about repetitions limits `all` and becomes a window of its own.
  void ask(Context& context, const Access& access, size_t i, Quiet& all);
  static void limit(Quiet& all, ByteRange range, bool reads, bool writes);
  /// Closes the part's windows everywhere.
  void next_epoch(Part& part) {
    ++part.epoch;
    ++epochs_;
  }
  /// Calls f(index, part) for the parts that go on and have one of the hooks.
  template <class F>
  void each(uint32_t hooks, F f) {
    for (size_t i = 0; i < parts_.size(); ++i)
      if (!parts_[i].stop && (parts_[i].hooks & hooks) != 0) f(i, parts_[i]);
  }

  std::vector<Part> parts_;
  std::vector<Tag> tuples_;                          // by composite tag, then part; none: the same tag
  boost::unordered_flat_map<size_t, Tag> interned_;  // by hash of the tuple, the last one
  std::unique_ptr<memory::Shadow> no_shadow_;        // always null
  std::pair<size_t, uint64_t> collection_{};         // which one `live` of the parts is for
  std::vector<Tag> scratch_;                         // a tuple
  uint64_t operations_ = 0;
  uint32_t epochs_ = 0;  // of all parts together, and of drops
};

/// The registered models of these names, in their order; all when empty.
std::unique_ptr<Composite> make_composite(const ModelOptions& options, std::span<const std::string> names = {});

}  // namespace assay::aliasing
