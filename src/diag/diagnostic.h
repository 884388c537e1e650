// Diagnostics as data; rendering is report's. A message is lower case, without a full stop, code in backticks.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "source/span.h"

namespace assay {

enum class UbKind : uint8_t {
#define KIND(name, text, code) name,
#include "diag/kinds.def"
#undef KIND
};
/// The contract's name of a kind ("use-after-free") and its `assay explain` code ("A0303").
const char* kind_name(UbKind kind);
const char* kind_code(UbKind kind);

enum class Severity : uint8_t { Error, Warning, Note };

struct Label {
  Span span;
  std::string text;
  bool primary = false;
};

struct BacktraceFrame {
  std::string function;
  Span span;
};

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;     // "A0101", "E0308", or empty
  std::string message;  // one line
  std::vector<Label> labels;
  std::vector<std::string> notes, help;
  std::string rule;                       // "MODEL/SECTION#CLAUSE", or empty
  std::vector<BacktraceFrame> backtrace;  // innermost first
};

/// Where the front end puts what is wrong with the source. `unsupported` is for Rust that is fine but that
/// Assay does not know: it must never be turned into a verdict.
class DiagSink {
 public:
  /// The program is wrong: rustc would reject it too.
  void error(Span span, std::string message, std::string code = {});
  void add(Diagnostic diagnostic);
  /// `feature` is short and stable, e.g. "item:union", "std:HashMap", "intrinsic:simd_add".
  void unsupported(Span span, std::string feature, std::string detail = {});

  struct Unsupported {
    Span span;
    std::string feature, detail;
  };
  const std::vector<Diagnostic>& errors() const { return errors_; }
  const std::vector<Unsupported>& unsupported_features() const { return unsupported_; }
  size_t count() const { return errors_.size() + unsupported_.size(); }
  bool any() const { return count() != 0; }

 private:
  std::vector<Diagnostic> errors_;
  std::vector<Unsupported> unsupported_;
};

}  // namespace assay
