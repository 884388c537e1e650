// What does a macro call become? Finds the macro, expands it and parses the result at its position.
#include "resolve/macros.h"

#include "expand/cfg.h"
#include "resolve/known_names.h"
#include "syntax/parser.h"

namespace assay::resolve {

namespace {
constexpr uint32_t kRecursionLimit = 128;

std::string path_text(const Context& cx, const ast::Path& path) {
  std::string result = path.global ? "::" : "";
  for (size_t i = 0; i < path.segments.size(); ++i) {
    if (i) result += "::";
    result += cx.text(path.segments[i].ident.name);
  }
  return result;
}

/// Reports a macro that does not exist; in a library crate's module it is our gap, not the program's error.
void report_unknown(Context& cx, const Scope& scope, const ast::MacroCall& call) {
  std::vector<Ident> segments;
  for (const ast::PathSegment& segment : call.path.segments) segments.push_back(segment.ident);
  const PathResult result =
      resolve_path(cx, scope, {call.path.global, call.path.dollar_crate, segments, false}, Ns::Macro);
  if (result.missing) {
    cx.session.diags.unsupported(call.span, std::string(cx.text(result.missing)) + "!");
    return;
  }
  if (segments.size() == 1) {
    // Imported from the library, where only something else has that name.
    if (auto it = scope.module->normal->names.find(segments[0].name); it != scope.module->normal->names.end())
      for (const Import* import : it->second.imports)
        for (const Binding& found : import->found)
          if (found.missing || (found.res.kind == hir::Res::Kind::Def && !cx.is_user(cx.defs[found.res.def].crate))) {
            cx.session.diags.unsupported(call.span, "std:" + path_text(cx, call.path) + "!");
            return;
          }
  }
  if (call.path.segments.size() == 1 && is_std_macro_name(cx.text(call.path.segments[0].ident.name))) {
    cx.session.diags.unsupported(call.span, "std:" + path_text(cx, call.path) + "!");
    return;
  }
  if (!cx.is_user(scope.module->crate)) {
    cx.session.diags.unsupported(call.span, "rustlib:" + path_text(cx, call.path) + "!");
    return;
  }
  cx.session.diags.error(call.path.span, "cannot find macro `" + path_text(cx, call.path) + "` in this scope");
}
}  // namespace

ExpansionDepth::ExpansionDepth(Context& cx, Span span) : cx_(cx), exceeded_(++cx.expansion_depth > kRecursionLimit) {
  if (exceeded_) cx.session.diags.error(span, "recursion limit reached while expanding a macro");
}

DefId define_macro(Context& cx, Module* module, DefId parent, const ast::Item& item, const TextualScope* textual) {
  hir::Def def{.kind = hir::DefKind::Macro,
               .parent = parent,
               .crate = module->crate,
               .name = item.name.name,
               .span = item.name.span};
  def.item = &item;
  def.attrs = &item.attrs;
  const DefId id = cx.add_def(std::move(def), module, textual);
  auto info = std::make_unique<MacroInfo>();
  info->def = id;
  info->name = item.name.name;
  info->item = &item;
  info->module = module;
  info->edition = module->edition;
  info->is_local = module->kind == Module::Kind::Block || cx.in_body > 0;
  if (const ast::Attribute* builtin = expand::find_attribute(item.attrs, cx.names.rustc_builtin_macro)) {
    SymbolId name = item.name.name;
    const TokenSlice arguments = expand::attribute_arguments(*builtin);
    if (!arguments.empty() && arguments[0].kind == TokenKind::Ident) name = arguments[0].text;
    info->builtin = expand::builtin_by_name(cx.text(name));
    info->unknown_builtin = !info->builtin;
  }
  cx.macros.emplace(id, std::move(info));
  return id;
}

Expanded expand_call(Context& cx, const Scope& scope, const ast::MacroCall& call, DefId macro) {
  if (!macro) macro = resolve_macro(cx, scope, call.path);
  if (!macro) {
    report_unknown(cx, scope, call);
    return {};
  }
  MacroInfo& info = *cx.macros.at(macro);
  const SyntaxContextId context =
      call.path.segments.empty() ? SyntaxContextId() : call.path.segments.back().ident.context;
  if (info.unknown_builtin) {
    cx.session.diags.unsupported(call.span, "macro:" + std::string(cx.text(info.name)));
    return {};
  }
  if (info.builtin) {
    expand::BuiltinContext builtin{.session = cx.session, .contexts = cx.contexts, .edition = scope.module->edition};
    builtin.call_span = call.span;
    builtin.call_context = context;
    builtin.module_path = cx.path_of(scope.module);
    builtin.files = cx.is_user(scope.module->crate) ? cx.user_files : cx.library_files;
    builtin.expand_inner = [&cx, &scope](const ast::MacroCall& inner) -> const TokenBuffer* {
      ExpansionDepth depth(cx, inner.span);
      if (depth.exceeded()) return nullptr;
      return expand_call(cx, scope, inner).tokens;
    };
    const expand::BuiltinResult result = expand::expand_builtin(builtin, *info.builtin, call.tokens);
    return {result.tokens, result.expr};
  }
  if (!info.parsed) {
    info.parsed = true;
    const SymbolId crate_name = cx.defs.crates[info.module->crate].name;
    info.rules = expand::parse_macro_rules(cx.session, *info.item, {crate_name, info.edition, info.is_local});
  }
  if (!info.rules) return {};
  const expand::CallSite site{call.span, context, scope.module->edition};
  return {expand::expand_macro_rules(cx.session, cx.contexts, *info.rules, call.tokens, site), nullptr};
}

Expanded expand_definitions(Context& cx, const Scope& scope, const ast::MacroCall& call, DefId macro) {
  const size_t before = cx.session.diags.unsupported_features().size();
  const Expanded expanded = expand_call(cx, scope, call, macro);
  const auto& features = cx.session.diags.unsupported_features();
  if (!expanded && features.size() > before) cx.gap = cx.sym(features.back().feature);
  return expanded;
}

const ast::Expr* expand_expr(Context& cx, const Scope& scope, const ast::MacroCall& call) {
  const Expanded expanded = expand_call(cx, scope, call);
  if (expanded.expr) return expanded.expr;
  if (!expanded.tokens) return nullptr;
  syntax::Parser parser(cx.session, *expanded.tokens, scope.module->edition);
  return parser.parse_expr_complete(true);
}

const ast::Ty* expand_ty(Context& cx, const Scope& scope, const ast::MacroCall& call) {
  const Expanded expanded = expand_call(cx, scope, call);
  if (!expanded.tokens) return nullptr;
  syntax::Parser parser(cx.session, *expanded.tokens, scope.module->edition);
  return parser.parse_ty_complete();
}

const ast::Pat* expand_pat(Context& cx, const Scope& scope, const ast::MacroCall& call) {
  const Expanded expanded = expand_call(cx, scope, call);
  if (!expanded.tokens) return nullptr;
  syntax::Parser parser(cx.session, *expanded.tokens, scope.module->edition);
  return parser.parse_pat_complete();
}

}  // namespace assay::resolve
