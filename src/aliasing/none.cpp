// The model without aliasing rules: provenance, liveness, bounds and alignment are memory's; references add nothing.
// The baseline for "is this a memory error at all". Source: docs/models/none.md.
#include "aliasing/none.h"

namespace assay::aliasing {
namespace {

class None final : public AliasingModel {
 public:
  std::string_view name() const override { return "none"; }
  uint32_t hooks() const override { return 0; }
  Outcome<RetagResult> on_retag(Context&, const Retag& retag) override { return RetagResult{retag.parent, {}}; }
  Outcome<Quiet> on_access(Context&, const Access& access) override {
    return Quiet{{0, access.alloc.size}, true, true, false};
  }
  Outcome<> on_dealloc(Context&, Allocation&, Tag) override { return {}; }
  bool commutes(const Op&, const Op&) const override { return true; }
  void draw(const Allocation&, trace::Picture&) const override {}
};

}  // namespace

std::unique_ptr<AliasingModel> make_none(const ModelOptions&) { return std::make_unique<None>(); }

}  // namespace assay::aliasing
