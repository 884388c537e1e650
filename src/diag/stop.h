// How an execution ends early, as a value: undefined behaviour, abort, exit, unsupported, limit, internal cut.
#pragma once
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "diag/diagnostic.h"

namespace assay {

enum class StopKind : uint8_t { Ub, Panic, Abort, Exit, Deadlock, Leak, Unsupported, CompileError, Limit, Cut };

/// What an aliasing error is about, so that a replay can watch it (trace/explain.h). Raw ids: diag knows no memory.
struct Blame {
  uint32_t alloc = 0, tag = 0;  // the tag whose permission is missing or violated
  uint32_t accessed_tag = 0;    // the tag of the access
  uint64_t offset = 0, size = 0;
  bool protector = false;  // a protected tag would have been invalidated
  bool valid = false;
};

struct StopInfo {
  StopKind kind;
  UbKind ub = UbKind::InvalidOperation;  // when kind is Ub or Leak
  std::string message;                   // one line of prose
  std::string feature;                   // Unsupported, CompileError: stable name; Limit: which limit
  std::string rule;                      // "stacked/access#write", or empty
  Span span;                             // empty: the machine fills in the statement that was executing
  int64_t exit_code = 0;                 // Exit, Abort
  std::vector<Label> related;            // other places that matter
  std::vector<std::string> notes, help;
  std::vector<BacktraceFrame> backtrace;  // filled by the machine
  Blame blame;                            // aliasing errors
};

/// 8 bytes; the good path allocates nothing.
class [[nodiscard]] Stop {
 public:
  explicit Stop(StopInfo info) : info_(std::make_unique<StopInfo>(std::move(info))) {}
  StopInfo& info() { return *info_; }
  const StopInfo& info() const { return *info_; }

 private:
  std::unique_ptr<StopInfo> info_;
};

template <class T = void>
using Outcome = tl::expected<T, Stop>;

/// `return stop_ub(UbKind::Uninit, "...")` from any function that returns an Outcome.
tl::unexpected<Stop> stop_ub(UbKind kind, std::string message, std::string rule = {});
tl::unexpected<Stop> stop_unsupported(std::string feature, Span span = {}, std::string detail = {});
tl::unexpected<Stop> stop_limit(std::string which, std::string message);
tl::unexpected<Stop> stop_with(StopInfo info);

}  // namespace assay

#define ASSAY_CONCAT_INNER(a, b) a##b
#define ASSAY_CONCAT(a, b) ASSAY_CONCAT_INNER(a, b)
/// ASSAY_TRY(expr): return the Stop of `expr` (an Outcome) if it has one.
#define ASSAY_TRY(expr)                                          \
  do {                                                           \
    if (auto outcome_ = (expr); !outcome_) [[unlikely]]          \
      return ::tl::make_unexpected(std::move(outcome_.error())); \
  } while (false)
/// ASSAY_TRY_LET(auto x, expr): declares x as the value of `expr`, or returns its Stop.
#define ASSAY_TRY_LET(decl, expr) ASSAY_TRY_LET_IMPL(decl, expr, ASSAY_CONCAT(outcome_, __LINE__))
#define ASSAY_TRY_LET_IMPL(decl, expr, tmp)               \
  auto tmp = (expr);                                      \
  if (!tmp) [[unlikely]]                                  \
    return ::tl::make_unexpected(std::move(tmp.error())); \
  decl = std::move(*tmp)
