// The layout computation's working parts, shared by layout.cpp and enum_layout.cpp only.
#pragma once
#include <algorithm>

#include "layout/layout.h"

namespace assay::layout {

enum class StructKind : uint8_t { Sized, MaybeUnsized, Prefixed /* an enum variant behind a tag */ };

uint64_t align_up(uint64_t value, uint64_t align);
Scalar int_scalar(uint8_t size, bool is_signed);

struct LayoutBuilder {
  LayoutContext& cx;
  std::string& error;

  std::unique_ptr<Layout> build(TyId ty);
  std::unique_ptr<Layout> build_adt(TyId ty, const TyData& data);
  std::unique_ptr<Layout> build_enum(TyId ty, const AdtInfo& info);
  std::unique_ptr<Layout> tagged(TyId ty, const AdtInfo& info, const std::vector<std::vector<TyId>>& fields,
                                 const std::vector<u128>& discriminants, TyId discr_ty);
  std::unique_ptr<Layout> niche_filled(const AdtInfo& info, const std::vector<std::vector<TyId>>& fields,
                                       const std::vector<bool>& absent);
  std::unique_ptr<Layout> univariant(const std::vector<TyId>& fields, const ReprOptions& repr, StructKind kind);
  std::unique_ptr<Layout> union_of(const std::vector<TyId>& fields, const ReprOptions& repr);
  std::unique_ptr<Layout> array(TyId element, uint64_t count);
  std::unique_ptr<Layout> pointer_to(TyId pointee, bool nullable);
  std::unique_ptr<Layout> scalar(Scalar s);
  bool place_fields(Layout& out, const std::vector<TyId>& fields, const ReprOptions& repr, StructKind kind,
                    uint64_t prefix_size, uint64_t prefix_align);
  void choose_abi(Layout& out);
  void set_niche(Layout& layout, uint64_t offset, const Scalar& s);
  Scalar pointer_scalar(bool nullable) const;
  uint64_t scalar_align(const Scalar& s) const;
};

}  // namespace assay::layout
