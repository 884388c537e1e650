// Sizes, alignments, field offsets, niches and enum tags of concrete types (no parameters, normalised, regions erased).
// Sources: the Rust reference, "type layout"; the niche encoding as in front-end-path.md trap 25.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "diag/session.h"
#include "traits/solve.h"

namespace assay::layout {

using namespace types;

enum class Primitive : uint8_t { Int, Float, Pointer };

/// A scalar in memory or in a register: `size` bytes, valid values lo..=hi (wrapping when lo > hi).
struct Scalar {
  Primitive primitive = Primitive::Int;
  uint8_t size = 0;           // bytes: 1, 2, 4, 8, 16
  bool is_signed = false;     // Int
  bool maybe_uninit = false;  // the scalar of a union: any bytes
  u128 lo = 0, hi = 0;        // valid range; full range: lo 0, hi max
  bool full_range() const;
  bool contains(u128 bits) const { return lo <= hi ? lo <= bits && bits <= hi : bits >= lo || bits <= hi; }
  u128 max() const { return size == 16 ? ~u128{0} : (u128{1} << (size * 8)) - 1; }
};

enum class Abi : uint8_t { Scalar, ScalarPair, Memory };
enum class TagEncoding : uint8_t { Direct, Niche };

struct Niche {
  uint64_t offset;  // bytes
  Scalar scalar;    // with its valid range: values outside are free
  u128 available() const;
};

struct Layout;
using LayoutRef = const Layout*;  // owned by the LayoutContext

struct Layout {
  TyId ty;
  uint64_t size = 0, align = 1;  // bytes; of an unsized type: the size of its sized prefix, align of the sized part
  Abi abi = Abi::Memory;
  bool uninhabited = false, is_unsized = false;
  Scalar a, b;  // Scalar: a; ScalarPair: a at offset a_offset (0 or more), b at b_offset
  uint64_t a_offset = 0, b_offset = 0;
  // fields of a struct, union, tuple, closure, of a single-variant enum's variant, or of an array (stride)
  std::vector<uint64_t> offsets;   // by declaration index
  std::vector<TyId> fields;        // by declaration index; wide pointers: (thin pointer, metadata)
  uint64_t stride = 0, count = 0;  // Array (Slice, str: stride only)
  TyId element;                    // Array, Slice, str (u8)
  bool is_union = false;
  uint64_t pack = 0;  // repr(packed(N)) of this struct, 0 if none
  // variants
  bool multi_variant = false;
  uint32_t single_variant = 0;  // the only (inhabited) variant of an enum when !multi_variant
  TagEncoding encoding = TagEncoding::Direct;
  uint64_t tag_offset = 0;
  Scalar tag;
  uint32_t untagged_variant = 0, niche_first = 0, niche_last = 0;  // Niche: variants encoded in the niche
  u128 niche_start = 0;
  std::vector<std::unique_ptr<Layout>> variants;  // multi_variant: fields at absolute offsets
  std::vector<u128> discriminants;                // enum: discriminant value per variant, truncated to discr_ty
  TyId discr_ty;                                  // enum: type of the discriminant
  std::optional<Niche> niche;                     // the largest one
  bool is_zst() const { return size == 0 && !is_unsized; }
  LayoutRef variant(uint32_t index) const { return multi_variant ? variants[index].get() : this; }
};

class LayoutContext {
 public:
  LayoutContext(Session& session, traits::Solver& solver);
  ~LayoutContext();
  /// The layout, or null: too large, or not computable (then `error()` says why, e.g. a layout cycle).
  LayoutRef of(TyId ty);
  const std::string& error() const;
  traits::Solver& solver;
  TyContext& tcx;
  Collector& items;
  Session& session;

  // questions about concrete types that mono and code ask
  bool is_wide_ptr_to(TyId pointee);  // metadata of a pointer to it is not ()
  enum class Meta : uint8_t { None, Length, Vtable };
  Meta metadata(TyId pointee);
  TyId variant_field_ty(TyId adt, uint32_t variant, uint32_t field);  // normalised
  uint32_t field_count(TyId ty, uint32_t variant);
  u128 discriminant_of_variant(TyId enum_ty, uint32_t variant);  // in its discriminant type, truncated
  TyId discriminant_ty(TyId ty);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::layout
