// Identities apart from timestamps: the variation of the model of August 2018 in which the tag of a pointer, not its
// type, says which borrow it denotes: Uniq(id), Frz(t) or Raw. Everything else is as in stacked_2018.cpp.
// Source: the discussion of that post; the details are reconstructed; docs/models/unique-id.md.
#include "aliasing/unique_id.h"

#include "aliasing/stacked_2018.h"

namespace assay::aliasing {
namespace {

class UniqueId final : public Stacked2018 {
 public:
  using Stacked2018::Stacked2018;
  std::string_view name() const override { return "unique-id"; }

 protected:
  // The tag decides. `&mut` looked at as `&` stays Uniq(id): activation works on the identity, and a retag at type `&`
  // then freezes. A Frz(t) at type `&mut` is an error at the retag (retag#shared). Raw pointers keep the bits of the
  // reference they came from, but every use of a raw pointer ignores them; looked at as a reference again without a
  // cast, they bring back the old identity. A box made from a raw pointer is new.
  Via via_of_value(const Allocation& alloc, Tag tag, const RetagSpec& spec) const override {
    if (tag == alloc.root && is_local(alloc)) return Via::None;
    if (tag == kWildcardTag || tag == alloc.root) return Via::Raw;
    const Via carried = PlaceTags::via(tag);
    if (carried == Via::Unique || carried == Via::Shared) return carried;
    const Via by_type = via_of(spec.ptr);
    if (carried == Via::None) return by_type == Via::Raw ? Via::Raw : made_.of(tag);
    const bool is_fresh = spec.mode == memory::RetagMode::FnEntry;  // drop glue reborrows what a raw pointer leads to
    if (by_type == Via::Raw || spec.ptr == memory::PtrKind::Box || is_fresh) return Via::Raw;
    return identity_of(alloc, tag);
  }
  Tag raw_value(Tag parent, Tag) const override { return parent; }

 private:
  Via identity_of(const Allocation& alloc, Tag raw) const {
    const Tag tag = places_.value(raw);
    return tag == alloc.root ? Via::Raw : made_.of(tag);
  }
};

}  // namespace

std::unique_ptr<AliasingModel> make_unique_id(const ModelOptions& options) {
  return std::make_unique<UniqueId>(options);
}

}  // namespace assay::aliasing
