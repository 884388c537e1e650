// Stacked Borrows as posted in August 2018, and what its variation with separate identities (unique_id.cpp) shares with
// it: what a location does. docs/models/stacked-2018.md.
#pragma once
#include "aliasing/location.h"
#include "aliasing/place_tags.h"
#include "aliasing/registry.h"

namespace assay::aliasing {

/// What a pointer claims about one byte.
struct Borrow {
  enum class Kind : uint8_t {
    Uniq,   // `&mut` since t
    Frz,    // `&` since t, outside of cells
    Raw,    // raw pointers, `&` inside of cells
    Direct  // a local under its own name
  } kind = Kind::Raw;
  Tag t;
};

class Stacked2018 : public AliasingModel {
 public:
  explicit Stacked2018(const ModelOptions& options) : options_(options) {}
  std::string_view name() const override { return "stacked-2018"; }
  uint32_t hooks() const override {
    return kHookAccess | kHookDealloc | kHookFresh | kHookEntry | kHookReturn | kHookLoad | kHookStore | kHookArgOut |
           kHookRetOut | kHookMoveNeedsPointee | kHookDeref;
  }
  Outcome<Quiet> on_access(Context& context, const Access& access) override;
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override;
  Outcome<Tag> on_move(Context& context, const Moved& moved, const Retag& pointer) override;
  Outcome<Followed> on_deref(Context& context, const Retag& pointer) override;
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override;
  bool commutes(const Op& a, const Op& b) const override;
  void draw(const Allocation& alloc, trace::Picture& picture) const override { draw_locations(alloc, "Raw", picture); }

 protected:
  /// As what a pointer of tag `tag` counts that has the type `spec`. The post: as what the type says.
  virtual Via via_of_value(const Allocation& alloc, Tag tag, const RetagSpec& spec) const;
  /// What a raw pointer made from the reference `parent` carries. The post: nothing that counts.
  virtual Tag raw_value([[maybe_unused]] Tag parent, Tag fresh) const { return fresh; }

  // The operations of the post on one location.
  bool active(const Location& at, Borrow b) const;
  Outcome<> reactivate(const LocationActor& actor, Location& at, Borrow b) const;
  void initiate(const LocationActor& actor, Location& at, Borrow b) const;
  Outcome<> reset(const LocationActor& actor, Location& at) const;
  Outcome<> read(const LocationActor& actor, Location& at, Borrow b) const;
  Outcome<> write(const LocationActor& actor, Location& at, Borrow b) const;
  // ... and on values.
  Outcome<> activate(Context& context, const Retag& pointer);
  Outcome<Tag> retag(Context& context, const Retag& pointer, Via via, bool with_barrier);

  Borrow borrow_of(const Allocation& alloc, Tag tag, Via via, bool frozen) const;
  template <class F>
  Outcome<> for_each_piece(const Retag& pointer, Via via, F f) const;
  bool would_change(const Context& context, const Location& at, Borrow b, AccessKind kind) const;
  std::string rule(const char* clause) const { return std::string(name()) + "/" + clause; }

  ModelOptions options_;
  PlaceTags places_;
  TagTable<Via> made_;  // what the pointer was when it was made; None: storage's own tag
};

std::unique_ptr<AliasingModel> make_stacked_2018(const ModelOptions& options);

}  // namespace assay::aliasing
