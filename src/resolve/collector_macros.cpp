// Collecting what refers to names: imports, external crates, macro definitions, macro calls between items, derives.
#include "expand/derive.h"
#include "expand/quote.h"
#include "resolve/collector.h"
#include "resolve/loader.h"
#include "resolve/macros.h"
#include "syntax/cfg.h"
#include "syntax/parser.h"

namespace assay::resolve {

using ast::Item;
using hir::DefKind;

void Collector::collect_use(Module* module, const Item& item) {
  Import outer;
  outer.module = module;
  outer.within = visible_within(module, item.vis);
  outer.textual = textual_;
  collect_use_tree(module, item, item.use_tree, outer);
}

void Collector::collect_use_tree(Module* module, const Item& item, const ast::UseTree& tree, const Import& outer) {
  Import import = outer;
  import.span = tree.span;
  if (outer.path.empty() && !outer.dollar_crate && !outer.global) {
    import.global = tree.prefix.global;
    import.dollar_crate = tree.prefix.dollar_crate;
  }
  for (const ast::PathSegment& segment : tree.prefix.segments) import.path.push_back(segment.ident);
  switch (tree.kind) {
    case ast::UseTree::Kind::Nested:
      for (const ast::UseTree& nested : tree.nested) collect_use_tree(module, item, nested, import);
      return;
    case ast::UseTree::Kind::Glob: {
      import.glob = true;
      cx_.imports.push_back(std::make_unique<Import>(std::move(import)));
      module->globs.push_back(cx_.imports.back().get());
      return;
    }
    case ast::UseTree::Kind::Simple:
      break;
  }
  if (import.path.empty()) return;
  if (import.path.back().name == cx_.names.self_ && import.path.size() > 1) {
    import.path.pop_back();
    import.self_only = true;
  }
  import.name = tree.rename ? tree.rename->name : import.path.back().name;
  cx_.imports.push_back(std::make_unique<Import>(std::move(import)));
  Import* made = cx_.imports.back().get();
  if (made->name == cx_.names.underscore)
    module->unnamed.push_back(made);
  else
    module->names[made->name].imports.push_back(made);
}

void Collector::collect_extern_crate(Module* module, const Item& item, const TextualScope*& textual) {
  const SymbolId crate_name = item.name.name;
  const SymbolId local = item.rename ? item.rename->name : crate_name;
  Module* root = nullptr;
  const Context::CrateState& crate = cx_.crates[module->crate.raw];
  const auto lacking = crate.lacks.find(crate_name);
  if (crate_name == cx_.names.self_)
    root = cx_.root_of(module->crate);
  else if (auto dep = crate.deps.find(crate_name); dep != crate.deps.end())
    root = dep->second;
  else if (lacking != crate.lacks.end())
    root = nullptr;
  else if (auto it = cx_.crate_roots.find(crate_name); it != cx_.crate_roots.end() && !cx_.is_user(it->second->crate))
    root = it->second;
  else
    root = load_predeclared_crate(cx_, crate_name);
  if (!root) {
    // Reported when something is taken from it.
    module->names[local].own[static_cast<size_t>(Ns::Type)].missing =
        lacking != crate.lacks.end() ? lacking->second : cx_.sym("crate:" + std::string(cx_.text(crate_name)));
    return;
  }
  if (local != cx_.names.underscore) {
    Binding& own = module->names[local].own[static_cast<size_t>(Ns::Type)];
    own = {.res = res_of(root->def), .within = visible_within(module, item.vis)};
    if (!module->parent) cx_.crates[module->crate.raw].extern_names.insert_or_assign(local, root);
  }
  if (!syntax::find_attribute(item.attrs, cx_.names.macro_use)) return;
  for (const auto& [name, entry] : root->names) {
    const Binding& macro = entry.own[static_cast<size_t>(Ns::Macro)];
    if (macro && !macro.within)
      textual = cx_.session.arena.make<TextualScope>(TextualScope{name, macro.res.def, textual});
  }
}

void Collector::collect_macro(Module* module, DefId parent, const Item& item, const TextualScope*& textual) {
  const DefId def = define_macro(cx_, module, parent, item, textual);
  if (item.macro_v2) {
    bind(module, item.name.name, Ns::Macro, def, item.vis);
    return;
  }
  textual = cx_.session.arena.make<TextualScope>(TextualScope{item.name.name, def, textual});
  if (!syntax::find_attribute(item.attrs, cx_.names.macro_export)) return;
  Module* root = cx_.root_of(module->crate);
  root->names[item.name.name].own[static_cast<size_t>(Ns::Macro)] = {.res = res_of(def)};
}

void Collector::expand_item_call(Module* module, DefId parent, const Item& item, const TextualScope*& textual) {
  const DefId macro = resolve_macro(cx_, {module, {}, textual}, item.macro->path);
  if (!macro) {
    cx_.pending.push_back({module, &item, textual, {}});
    return;
  }
  if (defer(module, parent, item, textual, macro)) return;
  expand_and_collect(module, parent, item, textual, macro);
}

void Collector::expand_and_collect(Module* module, DefId parent, const Item& item, const TextualScope*& textual,
                                   DefId macro) {
  ExpansionDepth depth(cx_, item.span);
  if (depth.exceeded()) return;
  const Expanded expanded = expand_definitions(cx_, {module, {}, textual}, *item.macro, macro);
  if (!expanded.tokens) return;
  syntax::Parser parser(cx_.session, *expanded.tokens, module->edition);
  const std::vector<const Item*> items = parser.parse_items(syntax::ItemPlace::Module);
  collect(module, parent, items, textual);
  textual_ = textual;
}

bool Collector::expand_pending(const PendingMacro& pending) {
  const Scope scope{pending.module, {}, pending.textual};
  const DefId macro = resolve_macro(cx_, scope, pending.item->macro->path);
  if (!macro) return false;
  ExpansionDepth depth(cx_, pending.item->span);
  if (depth.exceeded()) return true;
  const Expanded expanded = expand_definitions(cx_, scope, *pending.item->macro, macro);
  if (!expanded.tokens) return true;
  syntax::Parser parser(cx_.session, *expanded.tokens, pending.module->edition);
  if (!pending.container) {
    const TextualScope* textual = pending.textual;
    const std::vector<const Item*> items = parser.parse_items(syntax::ItemPlace::Module);
    const DefId parent = pending.module->def;
    collect(pending.module, parent, items, textual);
    return true;
  }
  const bool in_trait = cx_.defs[pending.container].kind == DefKind::Trait;
  const TextualScope* before = textual_;
  textual_ = pending.textual;
  const auto items = parser.parse_items(in_trait ? syntax::ItemPlace::Trait : syntax::ItemPlace::Impl);
  for (const Item* item : items) collect_child(pending.module, pending.container, *item);
  textual_ = before;
  return true;
}

void Collector::finish_pending() {
  for (bool moved = true; moved && !cx_.pending.empty();) {
    moved = false;
    std::vector<PendingMacro> waiting;
    waiting.swap(cx_.pending);
    for (const PendingMacro& call : waiting) {
      if (expand_pending(call))
        moved = true;
      else
        cx_.pending.push_back(call);
    }
  }
  std::vector<PendingMacro> left;
  left.swap(cx_.pending);
  // Expanding reports why each of them cannot be found.
  for (const PendingMacro& call : left)
    (void)expand_definitions(cx_, {call.module, {}, call.textual}, *call.item->macro);
}

// What #[global_allocator] stands for: the four functions that `alloc` calls.
void Collector::define_allocator(Module* module, DefId parent, const Item& item) {
  const auto* name = cx_.session.arena.make<TokenBuffer>();
  Token token;
  token.kind = TokenKind::Ident;
  token.text = item.name.name;
  token.span = item.name.span;
  token.context = item.name.context;
  const_cast<TokenBuffer*>(name)->push_back(token);
  const TokenBuffer* tokens = expand::quote(cx_.session, R"(
    mod __global_allocator {
      use $crate::alloc::{GlobalAlloc, Layout};
      #[rustc_std_internal_symbol] unsafe fn __rust_alloc(size: usize, align: usize) -> *mut u8 {
        unsafe { GlobalAlloc::alloc(&super::@0, Layout::from_size_align_unchecked(size, align)) }
      }
      #[rustc_std_internal_symbol] unsafe fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize) {
        unsafe { GlobalAlloc::dealloc(&super::@0, ptr, Layout::from_size_align_unchecked(size, align)) }
      }
      #[rustc_std_internal_symbol]
      unsafe fn __rust_realloc(ptr: *mut u8, old: usize, align: usize, size: usize) -> *mut u8 {
        unsafe { GlobalAlloc::realloc(&super::@0, ptr, Layout::from_size_align_unchecked(old, align), size) }
      }
      #[rustc_std_internal_symbol] unsafe fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
        unsafe { GlobalAlloc::alloc_zeroed(&super::@0, Layout::from_size_align_unchecked(size, align)) }
      }
    })",
                                            item.span, item.name.context, {TokenSlice(*name)});
  syntax::Parser parser(cx_.session, *tokens, Edition::E2021);
  const TextualScope* textual = textual_;
  for (const Item* each : parser.parse_items(syntax::ItemPlace::Module)) collect_item(module, parent, *each, textual);
}

void Collector::derive(Module* module, DefId parent, const Item& item) {
  if (!syntax::find_attribute(item.attrs, cx_.names.derive)) return;
  for (const expand::DerivePath& derive : expand::derive_paths(cx_.session, item.attrs, module->edition)) {
    if (derive.path.segments.empty()) continue;
    const SymbolId name = derive.path.segments.back().ident.name;
    const auto trait = expand::derive_by_name(cx_.text(name));
    if (!trait) {
      // An unstable derive of the language itself would be found as a macro; without effect on execution.
      if (cx_.is_user(module->crate))
        cx_.session.diags.unsupported(derive.attribute, "derive:" + std::string(cx_.text(name)));
      continue;
    }
    if (cx_.is_user(module->crate))
      expand_derive(module, parent, item, *trait, derive.attribute);
    else
      defer_derive(module, parent, item, *trait, name, derive.attribute);
  }
}

void Collector::expand_derive(Module* module, DefId parent, const Item& item, expand::DeriveTrait trait,
                              Span attribute) {
  for (const Item* impl : expand::expand_derive(cx_.session, cx_.contexts, trait, item, attribute)) {
    const TextualScope* textual = textual_;
    collect_item(module, parent, *impl, textual);
  }
}

}  // namespace assay::resolve
