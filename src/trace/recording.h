// The whole story of a run, kept: every event with the place in the user's code, and the state of an allocation after
// each event that changed it. For `--trace` and `assay step`; nothing is recorded in other runs.
#pragma once
#include <functional>
#include <map>

#include "trace/trace.h"

namespace assay::trace {

/// Where the machine is.
struct Where {
  Span user;
  std::string function;
};

struct Recording {
  struct Entry {
    TraceEvent event;
    Span user;             // the innermost statement of the user's code
    std::string function;  // that is running
  };
  struct State {
    size_t entry;  // index: the state after this entry
    AllocId alloc;
    Picture picture;
  };
  std::vector<Entry> entries;
  std::vector<State> states;  // by entry; one where something changed
  bool complete = true;       // false: there was more than max_entries
};

/// The allocation that an event is about; none for calls.
AllocId alloc_of(const TraceEvent& event);
/// The tags that an event is about: the one that it names first.
std::vector<Tag> tags_of(const TraceEvent& event);
/// One line: "write of bytes [0x0..0x4] through <5>", "<3> was removed by a write through <1>", ...
std::string text_of(const TraceEvent& event);
/// "<5>", or "a pointer made from an exposed address".
std::string tag_text(Tag tag);

class Recorder : public TraceSink {
 public:
  /// `draw` gives the present state of a live allocation, or false; `where` the place in the user's code.
  Recorder(std::function<bool(AllocId, Picture&)> draw, std::function<Where()> where, size_t max_entries)
      : draw_(std::move(draw)), where_(std::move(where)), max_entries_(max_entries) {}
  void on(const TraceEvent& event) override;
  /// All tags: a model that applies changes late applies them at once.
  std::vector<Tag> watched(AllocId alloc) const override;
  /// Call when the run has ended and the machine still exists.
  Recording finish();

 private:
  void draw_changed();
  std::function<bool(AllocId, Picture&)> draw_;
  std::function<Where()> where_;
  size_t max_entries_;
  Recording recording_;
  std::map<AllocId, std::vector<Tag>> tags_;
  std::map<AllocId, std::string> last_;  // pictures as text, to see changes
  std::map<AllocId, size_t> changed_;    // allocations to draw again, with the entry
};

/// Stacks (bottom first) or the tree of an allocation, one line each. `names`: what to call tags besides their numbers.
std::vector<std::string> picture_lines(const Picture& picture, const std::map<Tag, std::string>& names = {});

/// The state of `alloc` after `entry`, or null: the last recorded at or before it.
const Picture* state_at(const Recording& recording, AllocId alloc, size_t entry);

}  // namespace assay::trace
