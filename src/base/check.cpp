#include "base/check.h"

namespace assay {
void check_failed(const char* condition, const char* message, const char* file, int line) {
  std::fprintf(stderr, "assay: internal error: %s (%s) at %s:%d\n", message, condition, file, line);
  std::fflush(stderr);
  std::abort();
}
}  // namespace assay
