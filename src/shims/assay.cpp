// What the crate `assay` is made of: names and pictures of borrows, and expectations.
#include <fmt/format.h>

#include "shims/rows.h"
#include "trace/recording.h"

namespace assay::shims {
namespace {

Status print_borrows(ShimCall& call) {
  Machine& m = call.machine;
  const memory::Allocation* alloc = m.memory.find(call.pointer(0), 0);
  if (!alloc) {
    m.err += "borrows: the pointer is to no live allocation\n";
    return ShimStatus::Done;
  }
  trace::Picture picture;
  m.model.draw(*alloc, picture);
  m.err += fmt::format("borrows of alloc{} ({} bytes), by {}\n", alloc->id.raw, alloc->size, m.model.name());
  for (const std::string& line : trace::picture_lines(picture, m.tag_names)) m.err += "  " + line + "\n";
  return ShimStatus::Done;
}

Status name(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_bytes(call.pointer(1), call.bits(2)));
  if (call.pointer(0).prov.is_concrete()) call.machine.tag_names[call.pointer(0).prov.tag] = text;
  return ShimStatus::Done;
}

Status expect_ub(ShimCall& call) {
  ASSAY_TRY_LET(const std::string kind, call.machine.read_bytes(call.pointer(0), call.bits(1)));
  call.machine.expected_ub = {call.machine.user_span(), kind};
  return ShimStatus::Done;
}

}  // namespace

void add_assay(Rows& rows) {
  rows.foreign("assay_print_borrows", print_borrows);
  rows.foreign("assay_name", name);
  rows.foreign("assay_expect_ub", expect_ub);
}

}  // namespace assay::shims
