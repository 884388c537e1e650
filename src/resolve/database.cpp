// The face of name resolution: loading in order, and hir::Provider's questions.
#include "resolve/database.h"

#include <algorithm>

#include "resolve/body_lower.h"
#include "resolve/check_items.h"
#include "resolve/collector.h"
#include "resolve/loader.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

HirDatabase::HirDatabase(Session& s) : hir::Provider(s), context_(std::make_unique<Context>(s, *this)) {}
HirDatabase::~HirDatabase() = default;

bool HirDatabase::load_library(FileProvider& files) {
  context_->library_files = &files;
  const size_t before = session.diags.count();
  for (const char* name : {"core", "alloc", "std"})
    (void)load_crate(*context_, files, name, "rustlib/" + std::string(name) + "/lib.rs", /*is_user=*/false);
  return session.diags.count() == before;
}

namespace {
/// Whether an `impl` block stands among the tokens of a body.
bool has_impl_block(const Context& cx, TokenSlice tokens) {
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::Ident || tokens[i].raw || tokens[i].text != cx.names.impl_) continue;
    const Token& before = tokens[i - 1];
    if (before.kind == TokenKind::OpenBrace || before.kind == TokenKind::CloseBrace ||
        before.kind == TokenKind::CloseBracket || (before.kind == TokenKind::Punct && before.ch == ';') ||
        (before.kind == TokenKind::Ident && before.text == cx.names.unsafe_))
      return true;
  }
  return false;
}

/// An impl counts wherever it stands, so bodies with impls in them are lowered at once.
void find_impls_in_bodies(Context& cx) {
  for (size_t i = 0; i < cx.user_owners.size(); ++i) {
    const ast::Item* item = cx.defs[cx.user_owners[i]].item;
    if (item && item->body.present() && has_impl_block(cx, item->body.tokens)) (void)body_of(cx, cx.user_owners[i]);
  }
}
}  // namespace

bool HirDatabase::load_user_crate(FileProvider& files, const std::string& path) {
  context_->user_files = &files;
  const size_t before = session.diags.count();
  std::vector<CrateId> loaded;
  for (const CrateSource& source : session.options.crates) {
    const CrateId crate = load_crate(*context_, files, source.name, source.root, /*is_user=*/true, &source, loaded);
    if (!crate) return false;
    loaded.push_back(crate);
  }
  if (!loaded.empty()) {
    find_impls_in_bodies(*context_);
    check_items(*context_, context_->user);
    return session.diags.count() == before;
  }
  const size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  name = name.substr(0, name.rfind('.'));
  for (char& c : name)
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) c = '_';
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name = "_" + name;
  const CrateId crate = load_crate(*context_, files, name, path, /*is_user=*/true);
  if (crate) {
    find_impls_in_bodies(*context_);
    check_items(*context_, crate);
  }
  return crate && session.diags.count() == before;
}

const hir::ItemSig& HirDatabase::sig(DefId def) { return item_sig(*context_, def); }
const hir::Body* HirDatabase::body(DefId def) { return body_of(*context_, def); }
std::span<const DefId> HirDatabase::impls() const { return context_->impls; }

void HirDatabase::need_trait_impls(DefId trait) {
  if (!context_->deferred_by_name.empty()) Collector(*context_).expand_deferred(defs[trait].name);
}
void HirDatabase::need_inherent_items(SymbolId name) {
  if (name && !context_->deferred_by_name.empty()) Collector(*context_).expand_deferred(name);
}
DefId HirDatabase::impl_trait(DefId impl) {
  Context& cx = *context_;
  DefInfo& info = cx.info_of(impl);
  if (info.impl_trait_known) return info.impl_trait;
  DefId trait;
  const ast::Item* item = defs[impl].item;
  if (item && item->of_trait && !item->of_trait->qself) {
    TyLowerer lower(cx, Scope{info.module, impl, info.textual});
    const PathResult found = lower.resolve_quietly(*item->of_trait, Ns::Type);
    if (found.found() && found.resolved == item->of_trait->segments.size() && found.res.kind == Res::Kind::Def)
      trait = found.res.def;
  }
  if (trait && defs[trait].kind != DefKind::Trait && defs[trait].kind != DefKind::TraitAlias) trait = {};
  cx.info_of(impl).impl_trait = trait;
  cx.info_of(impl).impl_trait_known = true;
  return trait;
}
void HirDatabase::need_all_impls() { Collector(*context_).expand_deferred({}); }

DefId HirDatabase::lang_item(SymbolId name) const {
  auto it = context_->lang_items.find(name);
  return it == context_->lang_items.end() ? DefId() : it->second;
}
DefId HirDatabase::lang_item(std::string_view name) const {
  const SymbolId symbol = session.symbols.find(name);
  return symbol ? lang_item(symbol) : DefId();
}

std::span<const DefId> HirDatabase::traits_in_scope(DefId body_owner) {
  Context& cx = *context_;
  DefId owner = body_owner;
  while (defs[owner].kind == DefKind::Closure) owner = defs[owner].parent;
  (void)body_of(cx, owner);
  if (const auto* known = cx.info_of(owner).traits) return *known;
  auto* traits = cx.session.arena.make<std::vector<DefId>>();
  auto add = [&](Module* module) {
    for (DefId trait : traits_of_module(cx, module)) {
      bool have = false;
      for (DefId each : *traits) have = have || each == trait;
      if (!have) traits->push_back(trait);
    }
  };
  if (const auto* blocks = cx.info_of(owner).body_blocks)
    for (Module* module : *blocks) add(module);
  // Inside of a trait or an implementation of it, the trait is in scope.
  for (DefId at = defs[owner].parent; at; at = defs[at].parent) {
    const DefKind kind = defs[at].kind;
    const DefId trait = kind == DefKind::Trait ? at : kind == DefKind::Impl ? impl_trait(at) : DefId();
    if (trait && std::find(traits->begin(), traits->end(), trait) == traits->end()) traits->push_back(trait);
    if (kind == DefKind::Mod || kind == DefKind::Trait || kind == DefKind::Impl) break;
  }
  Module* module = cx.info_of(owner).module;
  for (; module; module = module->parent) {
    add(module);
    if (module->kind == Module::Kind::Mod) break;
  }
  if (Module* prelude = prelude_of(cx, defs[owner].crate)) add(prelude);
  cx.info_of(owner).traits = traits;
  return *traits;
}

DefId HirDatabase::main_fn() const {
  Context& cx = *context_;
  if (!cx.user) return {};
  const Binding found = lookup_in_module(cx, cx.root_of(cx.user), cx.names.main, Ns::Value);
  const bool is_fn = found.res.kind == Res::Kind::Def && defs[found.res.def].kind == DefKind::Fn;
  return is_fn ? found.res.def : DefId();
}

DefId HirDatabase::find_path(std::string_view path) {
  Context& cx = *context_;
  std::vector<Ident> segments;
  while (true) {
    const size_t end = path.find("::");
    segments.push_back({cx.sym(path.substr(0, end)), {}, {}});
    if (end == std::string_view::npos) break;
    path.remove_prefix(end + 2);
  }
  auto root = cx.crate_roots.find(segments[0].name);
  if (root == cx.crate_roots.end()) return {};
  if (segments.size() == 1) return root->second->def;
  const Scope scope{root->second, {}, nullptr};
  for (Ns ns : kAllNs) {
    // `$crate::...` of that crate: neither preludes nor what is in scope there matter.
    const PathResult found = resolve_path(cx, scope, {false, segments[0].name, segments, false}, ns);
    if (found.found() && found.resolved == segments.size() && found.res.kind == Res::Kind::Def) return found.res.def;
    if (found.found() && found.resolved + 1 == segments.size() && found.res.kind == Res::Kind::Def) {
      // An associated item of a type: the first inherent impl that has it.
      need_inherent_items(segments.back().name);
      for (const DefId impl : std::vector<DefId>(cx.impls)) {
        if (defs[impl].item->of_trait) continue;
        for (DefId child : defs[impl].children) {
          if (defs[child].name != segments.back().name) continue;
          const hir::Ty* self = sig(impl).ty;
          if (self && self->kind == hir::Ty::Kind::Path && self->path->res.kind == Res::Kind::Def &&
              self->path->res.def == found.res.def)
            return child;
        }
      }
    }
  }
  return {};
}

std::span<const DefId> HirDatabase::tests() const { return context_->tests; }
CrateId HirDatabase::user_crate() const { return context_->user; }
std::span<const HirDatabase::Export> HirDatabase::exports() const { return context_->exports; }
DefId HirDatabase::exported(SymbolId symbol) const {
  for (const Export& each : context_->exports)
    if (each.symbol == symbol && !defs[each.def].in_foreign) return each.def;
  return {};
}
DefId HirDatabase::miri_start() const { return exported(context_->names.miri_start); }
DefId HirDatabase::global_allocator() const { return context_->global_allocator; }
DefId HirDatabase::panic_handler() const { return context_->panic_handler; }
std::vector<DefId> HirDatabase::user_body_owners() const { return context_->user_owners; }

void HirDatabase::check_library_imports() {
  for (uint32_t i = 0; i < defs.crates.size(); ++i)
    if (!defs.crates[CrateId(i)].is_user) check_imports(*context_, CrateId(i));
}

}  // namespace assay::resolve
