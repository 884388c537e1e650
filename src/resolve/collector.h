// Which definitions do items make? Fills modules and the DefTable; expands macro calls and derives among the items.
#pragma once
#include <span>

#include "resolve/lookup.h"

namespace assay::resolve {

class Collector {
 public:
  explicit Collector(Context& cx) : cx_(cx) {}

  /// Adds `items` to `module` in order. `parent`: the DefTable parent of what they define. `textual` is the macro_rules
  /// scope before them, and afterwards the one behind them.
  void collect(Module* module, DefId parent, std::span<const ast::Item* const> items, const TextualScope*& textual);
  void collect_item(Module* module, DefId parent, const ast::Item& item, const TextualScope*& textual);
  /// Expands macro calls that had to wait for imports, until nothing moves; what is left is reported.
  void finish_pending();
  /// Expands the deferred calls that may define `name`; all of them if that is none.
  void expand_deferred(SymbolId name);

 private:
  bool defer(Module* module, DefId parent, const ast::Item& item, const TextualScope* textual, DefId macro);
  void expand_and_collect(Module* module, DefId parent, const ast::Item& item, const TextualScope*& textual,
                          DefId macro);
  DefId add(hir::DefKind kind, Module* module, DefId parent, const ast::Item& item, Ident name);
  void bind(Module* module, SymbolId name, Ns ns, DefId def, const ast::Visibility& vis);
  const Module* visible_within(Module* module, const ast::Visibility& vis);
  void note_attributes(DefId def, const ast::Attributes& attrs);
  void note_exports(DefId def);
  void collect_fn(Module* module, DefId parent, const ast::Item& item);
  void collect_adt(Module* module, DefId parent, const ast::Item& item);
  void collect_fields(Module* module, DefId parent, const ast::VariantDef& variant);
  DefId add_ctor(Module* module, DefId parent, const ast::VariantDef& variant);
  void collect_enum(Module* module, DefId parent, const ast::Item& item);
  void collect_container(hir::DefKind kind, Module* module, DefId parent, const ast::Item& item);
  void collect_children(Module* module, DefId container, std::span<const ast::Item* const> items);
  void collect_child(Module* module, DefId container, const ast::Item& item);
  void collect_mod(Module* module, DefId parent, const ast::Item& item, const TextualScope*& textual);
  void collect_foreign(Module* module, DefId parent, const ast::Item& item);
  void collect_macro(Module* module, DefId parent, const ast::Item& item, const TextualScope*& textual);
  void collect_extern_crate(Module* module, const ast::Item& item, const TextualScope*& textual);
  void collect_use(Module* module, const ast::Item& item);
  void collect_use_tree(Module* module, const ast::Item& item, const ast::UseTree& tree, const Import& outer);
  void expand_item_call(Module* module, DefId parent, const ast::Item& item, const TextualScope*& textual);
  bool expand_pending(const PendingMacro& pending);
  void define_allocator(Module* module, DefId parent, const ast::Item& item);
  void derive(Module* module, DefId parent, const ast::Item& item);
  void defer_derive(Module* module, DefId parent, const ast::Item& item, expand::DeriveTrait trait, SymbolId name,
                    Span attribute);
  void expand_derive(Module* module, DefId parent, const ast::Item& item, expand::DeriveTrait trait, Span attribute);

  Context& cx_;
  const TextualScope* textual_ = nullptr;  // of the item being collected
};

}  // namespace assay::resolve
