// What name resolution knows: modules and what their names mean, macros, imports, and per definition where it stands.
// One Context per HirDatabase; the other files of this folder are functions over it.
#pragma once
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "expand/builtin.h"
#include "expand/derive.h"
#include "expand/hygiene.h"
#include "expand/macro_rules.h"
#include "hir/provider.h"
#include "resolve/database.h"
#include "resolve/names.h"

namespace assay::resolve {

enum class Ns : uint8_t { Type, Value, Macro };
inline constexpr std::array<Ns, 3> kAllNs = {Ns::Type, Ns::Value, Ns::Macro};

struct Module;

/// What a name means in one namespace.
struct Binding {
  hir::Res res;                    // Kind::Err: nothing, or `missing`
  SymbolId missing;                // a library item that rustlib does not have: its whole path
  const Module* within = nullptr;  // visible inside of this module; null: everywhere
  explicit operator bool() const { return res.kind != hir::Res::Kind::Err || missing; }
};
inline hir::Res res_of(DefId def) { return {.kind = hir::Res::Kind::Def, .def = def}; }

/// macro_rules scope: what was defined textually before some point, innermost first. Persistent list.
struct TextualScope {
  SymbolId name;
  DefId macro;
  const TextualScope* outer;
};

struct Import {
  enum class State : uint8_t { Unresolved, InProgress, Done };
  Module* module;
  bool global = false;
  SymbolId dollar_crate;
  std::vector<Ident> path;  // glob: the module's path
  SymbolId name;            // the name it binds; "_" binds nothing but traits
  Span span;
  bool glob = false;
  bool is_private = false;  // what it names exists but is out of reach
  bool self_only = false;   // `use a::{self}`: the type namespace only
  const Module* within = nullptr;
  const TextualScope* textual = nullptr;
  std::array<State, 3> state{};
  std::array<Binding, 3> found{};
  DefId glob_target;  // glob: resolved module, enum or trait
  SymbolId glob_missing;
};

struct NameEntry {
  std::array<Binding, 3> own{};
  std::vector<Import*> imports;
};

struct Module {
  enum class Kind : uint8_t { Mod, Block } kind = Kind::Mod;
  DefId def;                 // Mod: its definition; Block: the body's owner (nearest thing with generics)
  Module* parent = nullptr;  // none for crate roots
  Module* normal = nullptr;  // nearest Kind::Mod, itself included
  CrateId crate;
  Edition edition = Edition::E2021;
  boost::unordered_flat_map<SymbolId, NameEntry> names;
  std::vector<Import*> globs;
  std::vector<Import*> unnamed;  // `use Trait as _`
  bool complete = false;         // no names will be added any more
  boost::unordered_flat_map<uint64_t, Binding> glob_cache;
  std::optional<std::vector<DefId>> traits;  // own, imported and globbed, without the prelude
  std::string file_dir, child_dir;           // where #[path] and `mod m;` look
  bool in_inline = false;
};

struct MacroInfo {
  DefId def;
  SymbolId name;
  const ast::Item* item = nullptr;
  Module* module = nullptr;  // where it was defined
  Edition edition = Edition::E2021;
  bool is_local = false;
  std::optional<expand::Builtin> builtin;
  bool unknown_builtin = false;
  const expand::MacroRules* rules = nullptr;
  bool parsed = false;
};

struct DefInfo {
  Module* module = nullptr;  // the module or block it stands in; for a Mod its parent
  Module* own = nullptr;     // Mod: itself
  const TextualScope* textual = nullptr;
  const ast::Expr* expr = nullptr;  // AnonConst, InlineConst: what it says
  const ast::Block* block = nullptr;
  hir::ItemSig* sig = nullptr;
  DefId impl_trait;  // Impl: the trait, once impl_trait_known
  bool impl_trait_known = false;
  const std::vector<hir::GenericParam>* params = nullptr;  // defs only; types are filled by sig
  bool body_done = false;
  const hir::Body* body = nullptr;
  const std::vector<DefId>* traits = nullptr;
  std::vector<Module*>* body_blocks = nullptr;  // blocks with names of its own, found while its body was lowered
};

struct PendingMacro {
  Module* module;
  const ast::Item* item;
  const TextualScope* textual;
  DefId container;  // trait or impl whose items the macro makes; none: module items
};

/// A macro call or derive of a library crate that makes nothing but impls, put off until one may be asked for.
struct DeferredCall {
  Module* module;
  DefId parent;
  const ast::Item* item;  // the call; of a derive the struct, enum or union
  const TextualScope* textual;
  DefId macro;  // none: a derive
  expand::DeriveTrait derive{};
  Span attribute;  // of a derive
  bool done = false;
};
/// What calls of a macro can define, found without expanding it.
struct ImplOnly {
  bool holds = false;           // nothing but impls
  bool needs_input = false;     // names of traits or items may come from the call
  std::vector<SymbolId> names;  // of traits implemented and of items in inherent impls, and more
};

struct Context {
  Context(Session& s, HirDatabase& d);

  Session& session;
  HirDatabase& db;
  hir::DefTable& defs;
  expand::SyntaxContexts contexts;
  Names names;
  FileProvider* library_files = nullptr;
  FileProvider* user_files = nullptr;

  std::vector<std::unique_ptr<Module>> modules;
  std::vector<std::unique_ptr<Import>> imports;
  std::vector<DefInfo> info;  // by DefId
  std::unordered_map<DefId, std::unique_ptr<MacroInfo>> macros;
  std::vector<PendingMacro> pending;
  std::vector<DeferredCall> deferred;
  boost::unordered_flat_map<SymbolId, std::vector<uint32_t>> deferred_by_name;
  std::unordered_map<DefId, ImplOnly> impl_only;  // by macro

  boost::unordered_flat_map<SymbolId, Module*> crate_roots;  // by crate name
  boost::unordered_flat_set<SymbolId> tried_crates;
  struct CrateState {
    Module* root = nullptr;
    Module* prelude = nullptr;  // searched last
    bool prelude_known = false;
    boost::unordered_flat_map<SymbolId, Module*> extern_names;  // `extern crate a as b` in the root
    boost::unordered_flat_map<SymbolId, Module*> deps;          // of a package
    boost::unordered_flat_map<SymbolId, SymbolId> lacks;        // dependencies that are not there: what to report
    const CrateSource* source = nullptr;                        // of a package
    std::array<Module*, 4> macro_roots{};                       // crates whose exported macros are in scope everywhere
  };
  std::vector<CrateState> crates;  // by CrateId
  CrateId user;

  boost::unordered_flat_map<SymbolId, DefId> lang_items;
  std::vector<DefId> impls;
  std::vector<HirDatabase::Export> exports;
  std::vector<DefId> user_owners;
  std::vector<DefId> tests;
  DefId global_allocator, panic_handler;
  SymbolId gap;  // an unsupported macro of the user's that would have made items or bindings
  boost::unordered_flat_map<SymbolId, DefId> library_paths;  // answers of find_path for lowering's own needs
  std::vector<std::pair<const Module*, uint64_t>> glob_stack;
  uint32_t expansion_depth = 0, import_depth = 0, in_body = 0;

  SymbolId sym(std::string_view text) { return session.sym(text); }
  std::string_view text(SymbolId s) const { return session.symbols.text(s); }
  DefInfo& info_of(DefId def) {
    if (info.size() <= def.raw) info.resize(def.raw + 1);
    return info[def.raw];
  }
  DefId add_def(hir::Def def, Module* module, const TextualScope* textual);
  Module* new_module(Module::Kind kind, Module* parent, DefId def);
  /// Of the user, dependencies included: everything but rustlib.
  bool is_user(CrateId crate) const { return defs.crates[crate].is_user; }
  Module* root_of(CrateId crate) { return crates[crate.raw].root; }
  /// `::path::of::module`, with the crate's name first.
  std::string path_of(const Module* module) const;
};

/// While it lives, configuration predicates are those of `crate`.
class InCrate {
 public:
  InCrate(Context& cx, const CrateSource* source) : session_(cx.session), before_(cx.session.crate) {
    session_.crate = source;
  }
  ~InCrate() { session_.crate = before_; }
  InCrate(const InCrate&) = delete;
  InCrate& operator=(const InCrate&) = delete;

 private:
  Session& session_;
  const CrateSource* before_;
};

/// Whether `inner` is `outer` or somewhere inside of it.
bool is_inside(const Module* inner, const Module* outer);

}  // namespace assay::resolve
