// What do written types, paths, bounds and constant arguments mean? From syntax to HIR, every name resolved.
#pragma once
#include <string>
#include <vector>

#include "resolve/lookup.h"

namespace assay::resolve {

/// What a path should name, for the message when it names nothing.
enum class Want : uint8_t { Type, Trait, Value, Function, Struct, TupleStruct, Pattern };

class TyLowerer {
 public:
  TyLowerer(Context& cx, Scope scope) : cx_(cx), scope_(scope) {}

  const hir::Ty* ty(const ast::Ty& from);
  /// Resolves and lowers a path; reports and yields res Err if it names nothing.
  const hir::Path* path(const ast::Path& from, Want want);
  /// As `path`, for a path whose first segment was resolved by the caller (a local variable).
  const hir::Path* resolved_path(const ast::Path& from, hir::Res res, uint32_t resolved);
  /// Resolves without reporting anything.
  PathResult resolve_quietly(const ast::Path& from, Ns ns);
  const hir::GenericArgs* generic_args(const ast::GenericArgs& from);
  hir::PathSegment segment(const ast::PathSegment& from);
  /// The trait bounds among `from`; a lifetime among them goes to `lifetime` if that is wanted.
  std::vector<hir::TraitBound> bounds(const std::vector<ast::Bound>& from, hir::Lifetime* lifetime = nullptr);
  const hir::ConstArg* const_arg(const ast::Expr& from);
  hir::Lifetime lifetime(const Ident& name);
  /// Opens a `for<'a, ..>`; close with leave_binder.
  std::vector<DefId> enter_binder(const std::vector<ast::GenericParam>& params);
  void leave_binder(size_t count) { binders_.resize(binders_.size() - count); }
  const hir::Ty* ty_of_res(hir::Res res, Ident name, Span span);
  const hir::Ty* unit(Span span);

  /// Set: `impl Trait` makes a synthetic parameter in these generics of `scope.owner`. Null: an opaque type.
  hir::Generics* synthetic = nullptr;
  bool failed = false;

  Scope& scope() { return scope_; }
  void report(const ast::Path& from, const PathResult& result, Want want);

 private:
  struct BinderName {
    SymbolId name;
    DefId def;
  };
  hir::TraitBound bound(const ast::Bound& from);
  const hir::Ty* make(hir::Ty ty) { return cx_.session.arena.make<hir::Ty>(std::move(ty)); }
  const hir::Ty* impl_trait(const ast::Ty& from);
  const hir::Ty* path_ty(const ast::Ty& from);
  const hir::Path* qualified_path(const ast::Path& from, Want want);
  void generic_arg(const ast::GenericArg& from, hir::GenericArgs& to);
  bool is_const_argument(const ast::Ty& from);
  const hir::ConstArg* const_path(const ast::Path& from);
  const hir::ConstArg* anon_const(const ast::Expr& from);

  Context& cx_;
  Scope scope_;
  std::vector<BinderName> binders_;
};

Ns namespace_of(Want want);

/// The signature of any definition (see hir::ItemSig for what is filled).
const hir::ItemSig& item_sig(Context& cx, DefId def);

}  // namespace assay::resolve
