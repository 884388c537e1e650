// The face of name resolution: loads rustlib and the user's crate, and answers hir::Provider's questions lazily.
// The state is in resolve/context.h; loading in loader, collection in collector, names in lookup, signatures in
// item_sig and ty_lowering, bodies in body_*.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "hir/provider.h"
#include "source/source_map.h"

namespace assay::resolve {

struct Context;

class HirDatabase : public hir::Provider {
 public:
  explicit HirDatabase(Session& session);
  ~HirDatabase() override;
  HirDatabase(const HirDatabase&) = delete;
  HirDatabase& operator=(const HirDatabase&) = delete;

  /// Loads core, alloc and std from `rustlib/<crate>/lib.rs` of `files`, which must outlive this object. A crate whose
  /// root file is missing is skipped. False if something in them is wrong (see Session::diags).
  bool load_library(FileProvider& files);
  /// Loads the package of the Session's options, or without one the user's crate from `path`; edition and cfg come from
  /// the Session's options. False if it cannot be read or something in it is wrong; what is wrong inside function
  /// bodies shows only when they are lowered.
  bool load_user_crate(FileProvider& files, const std::string& path);

  const hir::ItemSig& sig(DefId def) override;
  const hir::Body* body(DefId def) override;
  std::span<const DefId> impls() const override;
  void need_trait_impls(DefId trait) override;
  void need_inherent_items(SymbolId name) override;
  DefId impl_trait(DefId impl) override;
  /// Expands everything that was put off (tests of rustlib).
  void need_all_impls();
  DefId lang_item(SymbolId name) const override;
  DefId lang_item(std::string_view name) const;
  std::span<const DefId> traits_in_scope(DefId body_owner) override;
  DefId main_fn() const override;
  DefId find_path(std::string_view path) override;

  /// Functions marked #[test], in source order.
  std::span<const DefId> tests() const;
  /// The user's crate; none before it is loaded.
  CrateId user_crate() const;
  /// Functions and statics that define a linker symbol: #[no_mangle], #[export_name], #[rustc_std_internal_symbol].
  struct Export {
    SymbolId symbol;
    DefId def;
  };
  std::span<const Export> exports() const;
  /// The first definition exported as `symbol`, or none.
  DefId exported(SymbolId symbol) const;
  /// The function exported as `miri_start` (the entry of #![no_main] programs), or none.
  DefId miri_start() const;
  /// The static marked #[global_allocator], the function marked #[panic_handler], or none.
  DefId global_allocator() const;
  DefId panic_handler() const;
  /// All functions with bodies, consts and statics of the user's crate, in source order, found so far.
  std::vector<DefId> user_body_owners() const;
  /// Reports imports of library crates that resolve to nothing (tests of rustlib; never needed to run a program).
  void check_library_imports();

 private:
  std::unique_ptr<Context> context_;
};

}  // namespace assay::resolve
