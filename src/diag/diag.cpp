#include "diag/diagnostic.h"
#include "diag/stop.h"

namespace assay {

const char* kind_name(UbKind kind) {
  switch (kind) {
#define KIND(name, text, code) \
  case UbKind::name:           \
    return text;
#include "diag/kinds.def"
#undef KIND
  }
  ASSAY_UNREACHABLE("unknown kind");
}

const char* kind_code(UbKind kind) {
  switch (kind) {
#define KIND(name, text, code) \
  case UbKind::name:           \
    return code;
#include "diag/kinds.def"
#undef KIND
  }
  ASSAY_UNREACHABLE("unknown kind");
}

void DiagSink::error(Span span, std::string message, std::string code) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.labels.push_back({span, "", true});
  add(std::move(diagnostic));
}

void DiagSink::add(Diagnostic diagnostic) { errors_.push_back(std::move(diagnostic)); }

void DiagSink::unsupported(Span span, std::string feature, std::string detail) {
  unsupported_.push_back({span, std::move(feature), std::move(detail)});
}

tl::unexpected<Stop> stop_with(StopInfo info) { return tl::unexpected<Stop>(Stop(std::move(info))); }

tl::unexpected<Stop> stop_ub(UbKind kind, std::string message, std::string rule) {
  StopInfo info{.kind = StopKind::Ub};
  info.ub = kind;
  info.message = std::move(message);
  info.rule = std::move(rule);
  return stop_with(std::move(info));
}

tl::unexpected<Stop> stop_unsupported(std::string feature, Span span, std::string detail) {
  StopInfo info{.kind = StopKind::Unsupported};
  info.message = detail.empty() ? feature : std::move(detail);
  info.feature = std::move(feature);
  info.span = span;
  return stop_with(std::move(info));
}

tl::unexpected<Stop> stop_limit(std::string which, std::string message) {
  StopInfo info{.kind = StopKind::Limit};
  info.message = std::move(message);
  info.feature = std::move(which);
  return stop_with(std::move(info));
}

}  // namespace assay
