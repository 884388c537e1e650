// What an aliasing error needs told: where the guilty tag was made, what took its permission away, which call protected
// it. A sink for the replay of a failed run; afterwards it adds labels and notes to the stop.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "diag/stop.h"
#include "trace/trace.h"

namespace assay::trace {

class Explain : public TraceSink {
 public:
  explicit Explain(Blame blame) : blame_(blame) {}
  /// Whether a replay would add anything.
  static bool wanted(const StopInfo& stop) { return stop.blame.valid; }
  void on(const TraceEvent& event) override;
  std::vector<Tag> watched(AllocId alloc) const override;
  /// Adds what was seen to `stop.related`, `stop.notes` and `stop.help`.
  void describe_into(StopInfo& stop) const;

 private:
  struct Creation {
    Span span;
    ByteRange range;
    bool covers = false;  // the blamed bytes
    Tag parent;
    std::string permission, pointer;
    bool at_entry = false, is_root = false;
  };
  struct Change {
    Span span;
    TagInvalidated what;
  };
  struct Protector {
    Span span;
    std::string function;
  };
  bool overlaps(ByteRange range) const;
  void on_retagged(const TraceEvent& event, const Retagged& retagged);
  void describe_creation(StopInfo& stop) const;
  void describe_changes(StopInfo& stop) const;

  Blame blame_;
  std::optional<Creation> created_;  // of the blamed tag
  std::vector<Change> changes_;
  std::optional<Protector> protector_;
  std::vector<std::pair<CallId, std::string>> calls_;  // running
};

}  // namespace assay::trace
