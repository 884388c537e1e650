// Paths from syntax to HIR: resolved, with their generic arguments, and the message when they name nothing.
#include "resolve/generics.h"
#include "resolve/known_names.h"
#include "resolve/ty_lowering.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

Ns namespace_of(Want want) {
  switch (want) {
    case Want::Type:
    case Want::Trait:
    case Want::Struct:
      return Ns::Type;
    case Want::Value:
    case Want::Function:
    case Want::TupleStruct:
    case Want::Pattern:
      return Ns::Value;
  }
  return Ns::Type;
}

namespace {

std::string path_text(const Context& cx, const ast::Path& path, size_t count) {
  std::string result = path.global ? "::" : "";
  for (size_t i = 0; i < count && i < path.segments.size(); ++i) {
    if (i) result += "::";
    result += cx.text(path.segments[i].ident.name);
  }
  return result;
}

const char* describe(Want want) {
  switch (want) {
    case Want::Type:
      return "type";
    case Want::Trait:
      return "trait";
    case Want::Value:
      return "value";
    case Want::Function:
      return "function";
    case Want::Struct:
      return "struct, variant or union type";
    case Want::TupleStruct:
      return "tuple struct or tuple variant";
    case Want::Pattern:
      return "unit struct, unit variant or constant";
  }
  return "";
}

const char* code_of(Want want) {
  switch (want) {
    case Want::Type:
      return "E0412";
    case Want::Trait:
      return "E0405";
    case Want::Value:
    case Want::Function:
      return "E0425";
    case Want::Struct:
      return "E0422";
    case Want::TupleStruct:
    case Want::Pattern:
      return "E0531";
  }
  return "";
}

}  // namespace

PathResult TyLowerer::resolve_quietly(const ast::Path& from, Ns ns) {
  std::vector<Ident> segments;
  segments.reserve(from.segments.size());
  for (const ast::PathSegment& each : from.segments) segments.push_back(each.ident);
  return resolve_path(cx_, scope_, {from.global, from.dollar_crate, segments, false}, ns);
}

hir::PathSegment TyLowerer::segment(const ast::PathSegment& from) {
  return {from.ident, from.args ? generic_args(*from.args) : nullptr};
}

const hir::Path* TyLowerer::resolved_path(const ast::Path& from, Res res, uint32_t resolved) {
  hir::Path to{.span = from.span, .res = res};
  to.resolved = resolved;
  to.segments.reserve(from.segments.size());
  for (const ast::PathSegment& each : from.segments) to.segments.push_back(segment(each));
  return cx_.session.arena.make<hir::Path>(std::move(to));
}

void TyLowerer::report(const ast::Path& from, const PathResult& result, Want want) {
  failed = true;
  DiagSink& diags = cx_.session.diags;
  if (result.missing) {
    diags.unsupported(from.span, std::string(cx_.text(result.missing)));
    return;
  }
  if (!cx_.is_user(scope_.module->crate)) {
    diags.unsupported(from.span, "rustlib:" + path_text(cx_, from, from.segments.size()));
    return;
  }
  const size_t at = std::min<size_t>(result.resolved, from.segments.empty() ? 0 : from.segments.size() - 1);
  const Ident& segment = from.segments[at].ident;
  const std::string name(cx_.text(segment.name));
  if (at == 0 && !result.failed_in && is_std_prelude_name(name)) {
    diags.unsupported(from.span, "std:" + path_text(cx_, from, from.segments.size()));
    return;
  }
  if (cx_.gap && (!result.failed_in || cx_.is_user(cx_.defs[result.failed_in].crate))) {
    diags.unsupported(from.span, std::string(cx_.text(cx_.gap)), "`" + name + "` may be missing for that reason");
    return;
  }
  if (at + 1 < from.segments.size()) {
    const std::string message = result.failed_in ? "cannot find `" + name + "` in `" +
                                                       cx_.defs.path(result.failed_in, cx_.session.symbols) + "`"
                                                 : "cannot find module or crate `" + name + "` in this scope";
    diags.error(segment.span, message, "E0433");
    return;
  }
  std::string message = "cannot find " + std::string(describe(want)) + " `" + name + "` in ";
  message += result.failed_in ? "`" + cx_.defs.path(result.failed_in, cx_.session.symbols) + "`" : "this scope";
  diags.error(segment.span, message, code_of(want));
}

const hir::Path* TyLowerer::path(const ast::Path& from, Want want) {
  if (from.qself) return qualified_path(from, want);
  if (from.segments.empty()) {
    failed = true;
    return resolved_path(from, {}, 0);
  }
  PathResult result = resolve_quietly(from, namespace_of(want));
  const bool whole = result.resolved == from.segments.size();
  if (result.found() && !whole) {
    // Associated names follow; a value or a trait has none.
    const bool is_type_like = result.res.kind != Res::Kind::Def || cx_.defs[result.res.def].kind != DefKind::Variant;
    if (want == Want::Trait || !is_type_like) {
      report(from, {.resolved = result.resolved}, want);
      return resolved_path(from, {}, 0);
    }
  } else if (result.found() && want == Want::Trait) {
    const bool is_trait = result.res.kind == Res::Kind::Def && (cx_.defs[result.res.def].kind == DefKind::Trait ||
                                                                cx_.defs[result.res.def].kind == DefKind::TraitAlias);
    if (!is_trait) {
      failed = true;
      cx_.session.diags.error(from.span, "expected trait, found `" + path_text(cx_, from, from.segments.size()) + "`",
                              "E0404");
      return resolved_path(from, {}, 0);
    }
  } else if (result.found() && want == Want::Type && result.res.kind == Res::Kind::Def) {
    const DefKind kind = cx_.defs[result.res.def].kind;
    if (kind == DefKind::Mod && from.segments.size() == 1)  // a module `str` does not hide the type
      if (auto prim = primitive_type(cx_.text(from.segments[0].ident.name)))
        return resolved_path(from, {.kind = Res::Kind::Prim, .prim = *prim}, 1);
    if (kind == DefKind::Mod || kind == DefKind::Variant) {
      failed = true;
      cx_.session.diags.error(from.span, "expected type, found `" + path_text(cx_, from, from.segments.size()) + "`",
                              "E0573");
      return resolved_path(from, {}, 0);
    }
  }
  if (!result.found()) {
    report(from, result, want);
    return resolved_path(from, {}, 0);
  }
  if (result.private_segment != kNoId) {
    const Ident& segment = from.segments[std::min<size_t>(result.private_segment, from.segments.size() - 1)].ident;
    cx_.session.diags.error(segment.span, "`" + std::string(cx_.text(segment.name)) + "` is private", "E0603");
    failed = true;
    return resolved_path(from, {}, 0);
  }
  const hir::Path* lowered = resolved_path(from, result.res, result.resolved);
  if (result.trait_segment != kNoId && whole) {
    auto* with_trait = cx_.session.arena.make<hir::Path>(*lowered);
    with_trait->trait_segment = result.trait_segment;
    return with_trait;
  }
  return lowered;
}

const hir::Path* TyLowerer::qualified_path(const ast::Path& from, Want want) {
  hir::Path to{.span = from.span, .qself = ty(*from.qself)};
  for (const ast::PathSegment& each : from.segments) to.segments.push_back(segment(each));
  if (from.trait_segments > 0 && from.trait_segments < from.segments.size()) {
    ast::Path trait_path = from;
    trait_path.qself = nullptr;
    trait_path.trait_segments = 0;
    trait_path.segments.resize(from.trait_segments);
    const PathResult trait = resolve_quietly(trait_path, Ns::Type);
    if (!trait.found() || trait.resolved != from.trait_segments || trait.res.kind != Res::Kind::Def ||
        cx_.defs[trait.res.def].kind != DefKind::Trait) {
      report(trait_path, trait, Want::Trait);
      return cx_.session.arena.make<hir::Path>(std::move(to));
    }
    const Ident& name = from.segments[from.trait_segments].ident;
    const bool last = from.trait_segments + 1 == from.segments.size();
    const DefId item = trait_item(cx_, trait.res.def, name.name, last ? namespace_of(want) : Ns::Type);
    if (!item) {
      failed = true;
      const std::string text =
          std::string(cx_.text(cx_.defs[trait.res.def].name)) + "::" + std::string(cx_.text(name.name));
      if (cx_.is_user(cx_.defs[trait.res.def].crate))
        cx_.session.diags.error(name.span, "cannot find `" + text + "`", "E0576");
      else
        cx_.session.diags.unsupported(name.span, "std:" + text);
      return cx_.session.arena.make<hir::Path>(std::move(to));
    }
    to.res = res_of(item);
    to.resolved = from.trait_segments + 1;
    to.trait_segment = from.trait_segments - 1;
  }
  return cx_.session.arena.make<hir::Path>(std::move(to));
}

}  // namespace assay::resolve
