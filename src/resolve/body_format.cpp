// format_args!(..) as explicit calls: core::fmt::Arguments::new(&[pieces], &[arguments], &[placeholders]).
// Piece i stands before placeholder i; one more piece may follow. No placeholders when all are plain and in order.
// Before that, literal arguments and nested format_args! become part of the template, as rustc does; programs see it in
// Arguments::as_str and in the type of a panic's payload.
#include "lex/lexer.h"
#include "resolve/body_lower.h"
#include "resolve/macros.h"

namespace assay::resolve {

namespace {

using Use = std::pair<uint32_t, uint32_t>;  // argument, constructor (a FormatTrait, or kUsize)
constexpr uint32_t kUsize = 100;

const char* constructor_name(uint32_t constructor) {
  if (constructor == kUsize) return "from_usize";
  switch (static_cast<ast::FormatTrait>(constructor)) {
    case ast::FormatTrait::Display:
      return "new_display";
    case ast::FormatTrait::Debug:
      return "new_debug";
    case ast::FormatTrait::LowerHex:
      return "new_lower_hex";
    case ast::FormatTrait::UpperHex:
      return "new_upper_hex";
    case ast::FormatTrait::Octal:
      return "new_octal";
    case ast::FormatTrait::Binary:
      return "new_binary";
    case ast::FormatTrait::LowerExp:
      return "new_lower_exp";
    case ast::FormatTrait::UpperExp:
      return "new_upper_exp";
    case ast::FormatTrait::Pointer:
      return "new_pointer";
  }
  return "";
}

const char* align_name(ast::FormatAlign align) {
  switch (align) {
    case ast::FormatAlign::Unknown:
      return "Unknown";
    case ast::FormatAlign::Left:
      return "Left";
    case ast::FormatAlign::Center:
      return "Center";
    case ast::FormatAlign::Right:
      return "Right";
  }
  return "";
}

uint32_t use_index(std::vector<Use>& uses, Use use) {
  for (uint32_t i = 0; i < uses.size(); ++i)
    if (uses[i] == use) return i;
  uses.push_back(use);
  return static_cast<uint32_t>(uses.size() - 1);
}

uint32_t flags_of(const ast::FormatPlaceholder& spec) {
  uint32_t flags = 0;
  if (spec.plus) flags |= 1u << 0;
  if (spec.minus) flags |= 1u << 1;
  if (spec.alternate) flags |= 1u << 2;
  if (spec.zero_pad) flags |= 1u << 3;
  if (spec.debug_hex == ast::DebugHex::Lower) flags |= 1u << 4;
  if (spec.debug_hex == ast::DebugHex::Upper) flags |= 1u << 5;
  return flags;
}

}  // namespace

const hir::Expr* BodyLowerer::format_count(const ast::FormatCount& count, std::span<const Use> uses, Span span) {
  DefId variant;
  const char* name = count.kind == ast::FormatCount::Kind::None      ? "Implied"
                     : count.kind == ast::FormatCount::Kind::Literal ? "Is"
                                                                     : "Param";
  const DefId counts = library("core::fmt::rt::Count", span);
  if (counts) variant = lookup_in_def(cx_, counts, cx_.sym(name), Ns::Value).res.def;
  if (!variant) return error(span);
  const Expr* ctor = path_expr(item_path(variant, span), span);
  if (count.kind == ast::FormatCount::Kind::None) return ctor;
  uint64_t value = count.value;
  if (count.kind == ast::FormatCount::Kind::Argument)
    for (uint32_t i = 0; i < uses.size(); ++i)
      if (uses[i] == Use{count.value, kUsize}) value = i;
  return call(ctor, {integer(value, "usize", span)}, span);
}

const hir::Expr* BodyLowerer::format_argument(const ast::FormatArgsExpr& from, uint32_t argument,
                                              std::string_view constructor, const Expr* reference, Span span) {
  const DefId ty = library("core::fmt::rt::Argument", span);
  if (!reference) {
    const ast::Expr& value = *from.args[argument].expr;
    reference = addr_of(expr(value), value.span);
  }
  return call(path_expr(assoc_path(ty, constructor, span), span), {reference}, span);
}

/// What an argument is once parentheses, references and built-in macros that give literals are seen through.
const ast::Expr& BodyLowerer::format_operand(ast::FormatArg& arg) {
  const ast::Expr* e = arg.expr;
  if (e->kind == ast::Expr::Kind::Macro) {
    using expand::Builtin;
    ExpansionDepth depth(cx_, e->span);
    const DefId found = depth.exceeded() ? DefId() : resolve_macro(cx_, scope(), e->macro->path);
    const auto builtin = found ? cx_.macros.at(found)->builtin : std::nullopt;
    if (builtin && (*builtin == Builtin::FormatArgs || *builtin == Builtin::Concat || *builtin == Builtin::Stringify))
      if (const ast::Expr* expanded = expand_expr(cx_, scope(), *e->macro)) arg.expr = e = expanded;
  }
  while (e->kind == ast::Expr::Kind::Paren || (e->kind == ast::Expr::Kind::AddrOf && e->lhs)) e = e->lhs;
  return *e;
}

ast::FormatArgsExpr BodyLowerer::flatten_format(const ast::FormatArgsExpr& from) {
  ast::FormatArgsExpr out{.span = from.span, .pieces = {}, .args = from.args};
  std::vector<uint32_t> uses(from.args.size());
  for (const ast::FormatPiece& piece : from.pieces) {
    if (piece.is_literal) continue;
    uses[piece.placeholder.argument]++;
    for (const ast::FormatCount* count : {&piece.placeholder.width, &piece.placeholder.precision})
      if (count->kind == ast::FormatCount::Kind::Argument) uses[count->value]++;
  }
  const auto text = [&](std::string_view more) {
    if (more.empty()) return;
    if (out.pieces.empty() || !out.pieces.back().is_literal) {
      out.pieces.push_back({.is_literal = true, .literal = cx_.sym(more), .placeholder = {}});
    } else {
      out.pieces.back().literal = cx_.sym(std::string(cx_.text(out.pieces.back().literal)) + std::string(more));
    }
  };
  for (const ast::FormatPiece& piece : from.pieces) {
    if (piece.is_literal) {
      text(cx_.text(piece.literal));
      continue;
    }
    const ast::FormatPlaceholder& spec = piece.placeholder;
    if (spec.trait == ast::FormatTrait::Display && spec.plain()) {
      const ast::Expr& operand = format_operand(out.args[spec.argument]);
      u128 value = 0;
      if (operand.kind == ast::Expr::Kind::Lit && operand.lit.kind == ast::Literal::Kind::Str) {
        text(cx_.text(operand.lit.text));
        continue;
      }
      if (operand.kind == ast::Expr::Kind::Lit && operand.lit.kind == ast::Literal::Kind::Int &&
          lex::parse_integer(cx_.text(operand.lit.text), value) && value <= UINT64_MAX) {
        text(std::to_string(static_cast<uint64_t>(value)));
        continue;
      }
      if (operand.kind == ast::Expr::Kind::FormatArgs && uses[spec.argument] == 1 &&
          out.args.size() == from.args.size()) {
        // The nested arguments stand where the nested call stood, so that the order of evaluation is the same.
        const ast::FormatArgsExpr inner = flatten_format(*operand.format);
        if (inner.args.empty()) {
          for (const ast::FormatPiece& part : inner.pieces) text(cx_.text(part.literal));
          continue;
        }
      }
    }
    out.pieces.push_back(piece);
  }
  // Arguments that became text are gone.
  std::vector<bool> used(out.args.size());
  const auto each_use = [&](auto&& visit) {
    for (ast::FormatPiece& piece : out.pieces) {
      if (piece.is_literal) continue;
      visit(piece.placeholder.argument);
      for (ast::FormatCount* count : {&piece.placeholder.width, &piece.placeholder.precision})
        if (count->kind == ast::FormatCount::Kind::Argument) visit(count->value);
    }
  };
  each_use([&](uint32_t& index) { used[index] = true; });
  std::vector<uint32_t> now(out.args.size());
  std::vector<ast::FormatArg> kept;
  for (size_t i = 0; i < used.size(); i++) {
    now[i] = static_cast<uint32_t>(kept.size());
    if (used[i]) kept.push_back(out.args[i]);
  }
  each_use([&](uint32_t& index) { index = now[index]; });
  out.args = std::move(kept);
  return out;
}

const hir::Expr* BodyLowerer::format_args(const ast::FormatArgsExpr& written) {
  const ast::FormatArgsExpr from = flatten_format(written);
  const Span span = from.span;
  std::vector<const Expr*> pieces;
  std::vector<Use> uses;
  std::vector<const ast::FormatPlaceholder*> placeholders;
  bool after_literal = false, plain = true;
  for (const ast::FormatPiece& piece : from.pieces) {
    if (piece.is_literal) {
      pieces.push_back(string(piece.literal, span));
      after_literal = true;
      continue;
    }
    if (!after_literal) pieces.push_back(string(cx_.sym(""), span));
    after_literal = false;
    const ast::FormatPlaceholder& spec = piece.placeholder;
    const uint32_t index = use_index(uses, {spec.argument, static_cast<uint32_t>(spec.trait)});
    plain = plain && spec.plain() && index == placeholders.size();
    placeholders.push_back(&spec);
  }
  for (const ast::FormatPlaceholder* spec : placeholders)
    for (const ast::FormatCount* count : {&spec->width, &spec->precision})
      if (count->kind == ast::FormatCount::Kind::Argument) use_index(uses, {count->value, kUsize});

  bool in_order = uses.size() == from.args.size();
  for (uint32_t i = 0; i < uses.size(); ++i) in_order = in_order && uses[i].first == i;
  const Expr* arguments = nullptr;
  if (in_order) {
    std::vector<const Expr*> list;
    for (const Use& use : uses)
      list.push_back(format_argument(from, use.first, constructor_name(use.second), nullptr, span));
    arguments = array(std::move(list), span);
  } else {
    // match (&a, &b) { args => [Argument::new_display(args.0), ...] }
    Expr* tuple = make(Expr::Kind::Tuple, span);
    for (const ast::FormatArg& arg : from.args) tuple->exprs.push_back(addr_of(expr(*arg.expr), arg.expr->span));
    hir::LocalVar args;
    const Pat* args_pat = binding("args", span, false, args);
    std::vector<const Expr*> list;
    for (const Use& use : uses) {
      const Expr* reference = field(local_expr(args, span), std::to_string(use.first), span);
      list.push_back(format_argument(from, use.first, constructor_name(use.second), reference, span));
    }
    Expr* match = make(Expr::Kind::Match, span);
    match->lhs = tuple;
    match->arms.push_back({span, args_pat, nullptr, array(std::move(list), span)});
    arguments = match;
  }

  std::vector<const Expr*> specs;
  if (!plain) {
    const DefId placeholder = library("core::fmt::rt::Placeholder", span);
    const DefId alignment = library("core::fmt::rt::Alignment", span);
    for (const ast::FormatPlaceholder* spec : placeholders) {
      const uint32_t index = use_index(uses, {spec->argument, static_cast<uint32_t>(spec->trait)});
      const DefId align =
          alignment ? lookup_in_def(cx_, alignment, cx_.sym(align_name(spec->align)), Ns::Value).res.def : DefId();
      const Expr* fill = literal({.kind = ast::Literal::Kind::Char, .scalar = static_cast<uint32_t>(spec->fill)}, span);
      const Expr* precision = format_count(spec->precision, uses, span);
      const Expr* width = format_count(spec->width, uses, span);
      specs.push_back(call(path_expr(assoc_path(placeholder, "new", span), span),
                           {integer(index, "usize", span), fill, path_expr(item_path(align, span), span),
                            integer(flags_of(*spec), "u32", span), precision, width},
                           span));
    }
  }
  DefId ty = cx_.db.lang_item("format_arguments");
  if (!ty) ty = library("core::fmt::Arguments", span);
  return call(path_expr(assoc_path(ty, "new", span), span),
              {addr_of(array(std::move(pieces), span), span), addr_of(arguments, span),
               addr_of(array(std::move(specs), span), span)},
              span);
}

}  // namespace assay::resolve
