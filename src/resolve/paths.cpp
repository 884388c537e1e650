// What does a path mean, and what does an import bind? Both walk modules segment by segment.
#include <string>

#include "resolve/generics.h"
#include "resolve/lookup.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

namespace {

bool is_scope_like(const hir::Def& def) {
  return def.kind == DefKind::Mod || def.kind == DefKind::Enum || def.kind == DefKind::Trait;
}

/// "std:path::Item" for an item that a library crate lacks.
SymbolId missing_name(Context& cx, DefId in, std::span<const Ident> rest) {
  const hir::CrateInfo& crate = cx.defs.crates[cx.defs[in].crate];
  std::string name = cx.defs.path(in, cx.session.symbols);
  const std::string root(cx.text(crate.name));
  name = name.size() > root.size() + 2 ? name.substr(root.size() + 2) + "::" : std::string();
  for (size_t i = 0; i < rest.size(); ++i) {
    if (i) name += "::";
    name += cx.text(rest[i].name);
  }
  const bool is_standard = crate.name == cx.names.core || crate.name == cx.names.alloc || crate.name == cx.names.std;
  return cx.sym((is_standard ? "std" : root) + ":" + name);
}

struct Start {
  PathResult result;  // of the segments consumed so far
  bool done = false;  // nothing is left to look up
};

PathResult fail(uint32_t at, DefId in = {}, SymbolId missing = {}) {
  return {.resolved = at, .missing = missing, .failed_in = in};
}

/// Leading `$crate`, `crate`, `self`, `super`, `::`: how many segments they take and the module they name.
struct Head {
  Module* module = nullptr;
  uint32_t used = 0;
  bool failed = false;
};
Head path_head(Context& cx, const Scope& scope, const PathQuery& query) {
  const auto& segments = query.segments;
  Module* here = scope.module->normal;
  if (query.dollar_crate) {
    auto it = cx.crate_roots.find(query.dollar_crate);
    return {it == cx.crate_roots.end() ? nullptr : it->second, 1, it == cx.crate_roots.end()};
  }
  if (query.global) {
    if (segments.empty()) return {cx.root_of(here->crate), 0};
    if (segments[0].name == cx.names.crate_) return {cx.root_of(here->crate), 1};
    Module* own = cx.root_of(here->crate);
    const bool from_root = here->edition == Edition::E2015;
    if (from_root && lookup_in_module(cx, own, segments[0].name, Ns::Type)) return {own, 0};
    Module* root = extern_crate(cx, here, segments[0].name);
    if (!root && from_root) return {own, 0};
    return {root, 1, root == nullptr};
  }
  if (segments.empty()) return {here, 0};
  const SymbolId first = segments[0].name;
  if (first == cx.names.crate_) return {cx.root_of(here->crate), 1};
  if (first != cx.names.self_ && first != cx.names.super_) return {};
  if (first == cx.names.self_ && segments.size() == 1 && !query.is_import) return {};
  uint32_t used = first == cx.names.self_ ? 1 : 0;
  for (; used < segments.size() && segments[used].name == cx.names.super_; ++used) {
    if (!here->parent) return {nullptr, used, true};
    here = here->parent->normal;
  }
  return {here, used};
}

/// Continues in `result.res` with the segments from `result.resolved` on.
PathResult walk(Context& cx, const PathQuery& query, PathResult result, const Module* from, Ns ns) {
  const auto& segments = query.segments;
  while (result.resolved < segments.size()) {
    if (result.res.kind != Res::Kind::Def) return result;  // primitive, Self: associated names follow
    const DefId in = result.res.def;
    if (!is_scope_like(cx.defs[in])) return result;
    const bool last = result.resolved + 1 == segments.size();
    const Ident& segment = segments[result.resolved];
    if (cx.defs[in].kind == DefKind::Trait) result.trait_segment = result.resolved - 1;
    Binding found = lookup_in_def(cx, in, segment.name, last ? ns : Ns::Type);
    if (found && !found.missing) {
      if (found.within && result.private_segment == kNoId && cx.is_user(cx.defs[in].crate) &&
          !is_inside(from, found.within))
        result.private_segment = result.resolved;
      result.res = found.res;
      ++result.resolved;
      continue;
    }
    if (cx.defs[in].kind == DefKind::Enum) return result;  // an associated item of the enum
    if (cx.defs[in].kind == DefKind::Mod && result.resolved == 1 && segments.size() == 2 && !query.is_import)
      // `u8::MAX` where a module u8 is in scope as well.
      if (auto prim = primitive_type(cx.text(segments[0].name)))
        return {.res = {.kind = Res::Kind::Prim, .prim = *prim}, .resolved = 1};
    const bool library = !cx.is_user(cx.defs[in].crate) && cx.is_user(from->crate);
    SymbolId missing = found.missing;
    if (!missing && library) missing = missing_name(cx, in, segments.subspan(result.resolved));
    if (cx.defs[in].kind == DefKind::Trait && !missing) return fail(result.resolved, in);
    return fail(result.resolved, in, missing);
  }
  return result;
}

PathResult resolve_first(Context& cx, const Scope& scope, const PathQuery& query, Ns ns) {
  const bool last = query.segments.size() == 1;
  const Ident& first = query.segments[0];
  if (query.is_import && last && ns == Ns::Macro)
    for (const TextualScope* at = scope.textual; at; at = at->outer)
      if (at->name == first.name) return {.res = res_of(at->macro), .resolved = 1};
  Binding found = lookup_lexical(cx, scope, first.name, last ? ns : Ns::Type);
  if (found.missing) return fail(0, {}, found.missing);
  if (!found) return fail(0);
  PathResult result{.res = found.res, .resolved = 1};
  return result;
}

}  // namespace

PathResult resolve_path(Context& cx, const Scope& scope, const PathQuery& query, Ns ns) {
  const Head head = path_head(cx, scope, query);
  if (head.failed) return fail(head.used > 0 && query.dollar_crate ? 0 : head.used ? head.used - 1 : 0);
  if (head.module) return walk(cx, query, {.res = res_of(head.module->def), .resolved = head.used}, scope.module, ns);
  if (query.is_import && scope.module->edition == Edition::E2015) {
    // Paths of imports start at the crate's root, or name an external crate.
    PathResult result = walk(cx, query, {.res = res_of(cx.root_of(scope.module->crate)->def)}, scope.module, ns);
    if (result.found()) return result;
    if (Module* root = extern_crate(cx, scope.module, query.segments[0].name))
      return walk(cx, query, {.res = res_of(root->def), .resolved = 1}, scope.module, ns);
    PathQuery textual = query;
    if (query.segments.size() == 1 && ns == Ns::Macro) return resolve_first(cx, scope, textual, ns);
    return result;
  }
  PathResult result = resolve_first(cx, scope, query, ns);
  if (!result.found()) return result;
  return walk(cx, query, result, scope.module, ns);
}

Binding import_binding(Context& cx, Import& import, Ns ns) {
  const size_t n = static_cast<size_t>(ns);
  if (import.state[n] == Import::State::InProgress) return {};
  if (import.state[n] == Import::State::Done) return import.found[n];
  if (import.self_only && ns != Ns::Type) return {};
  import.state[n] = Import::State::InProgress;
  ++cx.import_depth;
  const Scope scope{import.module, {}, import.textual};
  const PathQuery query{import.global, import.dollar_crate, import.path, true};
  PathResult result = resolve_path(cx, scope, query, ns);
  --cx.import_depth;
  const bool whole = result.found() && (result.resolved == import.path.size() || import.path.empty());
  Binding binding;
  if (whole && !(result.res.kind == Res::Kind::Def && ns != Ns::Type && result.resolved == 0)) {
    const bool is_module_in_other_ns =
        result.res.kind == Res::Kind::Def && ns != Ns::Type && cx.defs[result.res.def].kind == DefKind::Mod;
    if (result.private_segment != kNoId)
      import.is_private = true;
    else if (!is_module_in_other_ns)
      binding = {.res = result.res, .within = import.within};
  } else if (result.missing && cx.is_user(import.module->crate)) {
    // Nothing in any namespace: using the name is what is not supported.
    bool elsewhere = false;
    for (Ns other : kAllNs) {
      if (other == ns || (import.self_only && other != Ns::Type)) continue;
      if (import.state[static_cast<size_t>(other)] == Import::State::Done) {
        const Binding& known = import.found[static_cast<size_t>(other)];
        elsewhere |= known && !known.missing;
        continue;
      }
      const PathResult in_other = resolve_path(cx, scope, query, other);
      elsewhere |= in_other.found() && in_other.resolved == import.path.size();
    }
    if (!elsewhere && ns != Ns::Macro) binding = {.missing = result.missing, .within = import.within};
  }
  const bool settled = (binding && !binding.missing) || (import.module->complete && cx.import_depth == 0);
  import.state[n] = settled ? Import::State::Done : Import::State::Unresolved;
  if (settled) import.found[n] = binding;
  return binding;
}

DefId glob_target(Context& cx, Import& import) {
  if (import.state[0] == Import::State::Done) return import.glob_target;
  if (import.state[0] == Import::State::InProgress) return {};
  import.state[0] = Import::State::InProgress;
  ++cx.import_depth;
  const Scope scope{import.module, {}, import.textual};
  const PathResult result = resolve_path(cx, scope, {import.global, import.dollar_crate, import.path, true}, Ns::Type);
  --cx.import_depth;
  DefId target;
  if (result.found() && result.resolved == import.path.size() && result.res.kind == Res::Kind::Def &&
      is_scope_like(cx.defs[result.res.def]))
    target = result.res.def;
  const bool settled = target || (import.module->complete && cx.import_depth == 0);
  import.state[0] = settled ? Import::State::Done : Import::State::Unresolved;
  if (settled) import.glob_target = target;
  if (!target && settled) import.glob_missing = result.missing;
  return target;
}

namespace {
std::string import_text(const Context& cx, const Import& import) {
  std::string path = import.global ? "::" : "";
  for (size_t i = 0; i < import.path.size(); ++i) {
    if (i) path += "::";
    path += cx.text(import.path[i].name);
  }
  return path;
}
}  // namespace

bool report_unresolved(Context& cx, Import& import) {
  bool found = false;
  if (import.glob) {
    found = glob_target(cx, import) || import.glob_missing;
  } else {
    for (Ns ns : kAllNs) found = found || import_binding(cx, import, ns);
  }
  if (!found && import.is_private)
    cx.session.diags.error(import.span, "`" + import_text(cx, import) + "` is private", "E0603");
  else if (!found)
    cx.session.diags.error(import.span, "unresolved import `" + import_text(cx, import) + "`", "E0432");
  return !found;
}

void check_imports(Context& cx, CrateId crate) {
  for (size_t i = 0; i < cx.imports.size(); ++i)
    if (cx.imports[i]->module->crate == crate) (void)report_unresolved(cx, *cx.imports[i]);
}

DefId resolve_macro(Context& cx, const Scope& scope, const ast::Path& path) {
  if (path.segments.size() == 1 && !path.global && !path.dollar_crate) {
    const SymbolId name = path.segments[0].ident.name;
    for (const TextualScope* at = scope.textual; at; at = at->outer)
      if (at->name == name) return at->macro;
  }
  std::vector<Ident> segments;
  segments.reserve(path.segments.size());
  for (const ast::PathSegment& segment : path.segments) segments.push_back(segment.ident);
  const PathResult result = resolve_path(cx, scope, {path.global, path.dollar_crate, segments, false}, Ns::Macro);
  if (result.found() && result.resolved == segments.size() && result.res.kind == Res::Kind::Def &&
      cx.defs[result.res.def].kind == DefKind::Macro)
    return result.res.def;
  return {};
}

}  // namespace assay::resolve
