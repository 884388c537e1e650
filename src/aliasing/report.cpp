// Wording of aliasing errors.
#include "aliasing/report.h"

#include <fmt/format.h>

namespace assay::aliasing {

std::string tag_text(Tag tag) {
  if (tag == kWildcardTag) return "a pointer made from an exposed address";
  return tag ? fmt::format("<{}>", tag.raw) : std::string("a pointer without tag");
}

std::string access_text(const Violation& violation, AccessKind kind, trace::Cause cause) {
  const std::string place =
      fmt::format("through {} at alloc{}[{:#x}]", tag_text(violation.accessed), violation.alloc.raw, violation.at);
  switch (cause) {
    case trace::Cause::Access:
      return fmt::format("{}-byte {} {}", violation.range.size(), access_name(kind), place);
    case trace::Cause::Reborrow:
      return fmt::format("reborrow (counting as a {} of {} byte{}) {}", access_name(kind), violation.range.size(),
                         violation.range.size() == 1 ? "" : "s", place);
    case trace::Cause::Free:
      return fmt::format("deallocation {}", place);
    case trace::Cause::ProtectorEnd:
      return fmt::format("end of the call that protects {} (counting as a {}) at alloc{}[{:#x}]",
                         tag_text(violation.accessed), access_name(kind), violation.alloc.raw, violation.at);
  }
  ASSAY_UNREACHABLE("unknown cause");
}

tl::unexpected<Stop> stop_aliasing(const Violation& violation, std::string message, std::string rule) {
  StopInfo info{.kind = StopKind::Ub};
  info.ub = UbKind::Aliasing;
  info.message = std::move(message);
  info.rule = std::move(rule);
  info.blame.alloc = violation.alloc.raw;
  info.blame.tag = violation.tag.raw;
  info.blame.accessed_tag = violation.accessed.raw;
  info.blame.offset = violation.at;
  info.blame.size = violation.range.hi > violation.at ? violation.range.hi - violation.at : 0;
  info.blame.protector = violation.protector;
  info.blame.valid = true;
  return stop_with(std::move(info));
}

const char* pointer_text(memory::PtrKind kind) {
  switch (kind) {
    case memory::PtrKind::Ref:
      return "`&` reference";
    case memory::PtrKind::MutRef:
      return "`&mut` reference";
    case memory::PtrKind::Box:
      return "`Box`";
    case memory::PtrKind::RawConst:
      return "`*const` pointer";
    case memory::PtrKind::RawMut:
      return "`*mut` pointer";
    case memory::PtrKind::InPlace:
      return "in-place argument or return place";
  }
  ASSAY_UNREACHABLE("unknown pointer kind");
}

}  // namespace assay::aliasing
