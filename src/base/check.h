// Internal invariants. ASSAY_CHECK is on in every build: an Assay bug must never become a verdict.
#pragma once
#include <cstdio>
#include <cstdlib>

namespace assay {
/// Reports a broken internal invariant on stderr and aborts. Never used for bad input.
[[noreturn]] void check_failed(const char* condition, const char* message, const char* file, int line);
}  // namespace assay

#define ASSAY_CHECK(cond, message)                               \
  do {                                                           \
    if (!(cond)) [[unlikely]]                                    \
      ::assay::check_failed(#cond, message, __FILE__, __LINE__); \
  } while (false)
#define ASSAY_UNREACHABLE(message) ::assay::check_failed("unreachable", message, __FILE__, __LINE__)
