#include "syntax/printer_parts.h"

namespace assay::syntax {

using namespace ast;

std::string Printer::visibility(const Visibility& vis) const {
  switch (vis.kind) {
    case Visibility::Kind::Inherited:
      return "";
    case Visibility::Kind::Public:
      return "pub ";
    case Visibility::Kind::Crate:
      return "pub(crate) ";
    case Visibility::Kind::Restricted:
      return "pub(in " + path(vis.path) + ") ";
  }
  return "";
}

std::string Printer::attributes(const Attributes& attrs) const {
  std::string out;
  for (const Attribute& attribute : attrs) {
    out += attribute.inner ? "#![" : "#[";
    out += list(
        attribute.path, [&](SymbolId part) { return std::string(session_.text(part)); }, "::");
    const std::string rest = tokens_text(session_, attribute.tokens);
    if (!rest.empty() && rest[0] == '=') out += ' ';
    out += rest + "] ";
  }
  return out;
}

std::string Printer::signature(const Item& item) const {
  const FnSig& sig = item.sig;
  std::string out;
  if (item.is_default) out += "default ";
  if (sig.is_const) out += "const ";
  if (sig.is_async) out += "async ";
  if (sig.is_unsafe) out += "unsafe ";
  if (sig.is_safe) out += "safe ";
  if (sig.abi) out += "extern \"" + std::string(session_.text(*sig.abi)) + "\" ";
  out += "fn " + name(item.name) + generic_params(item.generics.params) + "(";
  out += list(sig.params, [&](const Param& param) { return pat(param.pat) + ": " + ty(param.ty); });
  if (sig.is_variadic) out += sig.params.empty() ? "..." : ", ...";
  return out + ")" + (sig.output ? " -> " + ty(sig.output) : "") + where(item.generics);
}

std::string Printer::fields(const VariantDef& variant) const {
  const bool named = variant.shape == VariantDef::Shape::Named;
  const std::string inside = list(variant.fields, [&](const FieldDef& field) {
    return attributes(field.attrs) + visibility(field.vis) + (named ? name(field.name) + ": " : "") + ty(field.ty);
  });
  switch (variant.shape) {
    case VariantDef::Shape::Unit:
      return "";
    case VariantDef::Shape::Tuple:
      return "(" + inside + ")";
    case VariantDef::Shape::Named:
      return inside.empty() ? " {}" : " { " + inside + " }";
  }
  return "";
}

std::string Printer::use_tree(const UseTree& tree) const {
  const std::string prefix = path(tree.prefix);
  const std::string before = tree.prefix.segments.empty() ? prefix : prefix + "::";
  switch (tree.kind) {
    case UseTree::Kind::Simple:
      return prefix + (tree.rename ? " as " + name(*tree.rename) : "");
    case UseTree::Kind::Glob:
      return before + "*";
    case UseTree::Kind::Nested:
      return before + "{" + list(tree.nested, [&](const UseTree& one) { return use_tree(one); }) + "}";
  }
  return "";
}

std::string Printer::items(const std::vector<const Item*>& items) const {
  if (items.empty()) return "{}";
  return "{ " +
         list(
             items, [&](const Item* one) { return item(one); }, " ") +
         " }";
}

std::string Printer::item(const Item* i) const {
  const std::string head = attributes(i->attrs) + visibility(i->vis);
  const std::string params = generic_params(i->generics.params);
  const std::string unsafe = i->is_unsafe ? "unsafe " : "";
  const auto value = [&] {
    return name(i->name) + (i->ty ? ": " + ty(i->ty) : "") + (i->expr ? " = " + expr(i->expr) : "") + ";";
  };
  switch (i->kind) {
    case Item::Kind::Fn: {
      const std::string body = i->body.parsed ? " " + block(i->body.parsed) : i->body.present() ? " { .. }" : ";";
      return head + signature(*i) + body;
    }
    case Item::Kind::Struct:
    case Item::Kind::Union: {
      const VariantDef& variant = i->variants[0];
      const bool named = variant.shape == VariantDef::Shape::Named;
      return head + (i->kind == Item::Kind::Struct ? "struct " : "union ") + name(i->name) + params +
             (named ? where(i->generics) + fields(variant) : fields(variant) + where(i->generics) + ";");
    }
    case Item::Kind::Enum:
      return head + "enum " + name(i->name) + params + where(i->generics) + " { " +
             list(i->variants,
                  [&](const VariantDef& variant) {
                    return attributes(variant.attrs) + name(variant.name) + fields(variant) +
                           (variant.discriminant ? " = " + expr(variant.discriminant) : "");
                  }) +
             " }";
    case Item::Kind::Trait:
      return head + unsafe + (i->is_auto ? "auto " : "") + "trait " + name(i->name) + params +
             (i->bounds.empty() ? "" : ": " + bounds(i->bounds)) + where(i->generics) + " " + items(i->items);
    case Item::Kind::TraitAlias:
      return head + "trait " + name(i->name) + params + " = " + bounds(i->bounds) + where(i->generics) + ";";
    case Item::Kind::Impl:
      return head + unsafe + "impl" + params + " " + (i->is_negative ? "!" : "") +
             (i->of_trait ? path(*i->of_trait) + " for " : "") + ty(i->ty) + where(i->generics) + " " + items(i->items);
    case Item::Kind::TypeAlias:
      return head + "type " + name(i->name) + params + (i->bounds.empty() ? "" : ": " + bounds(i->bounds)) +
             (i->ty ? " = " + ty(i->ty) : "") + where(i->generics) + ";";
    case Item::Kind::Const:
      return head + "const " + value();
    case Item::Kind::Static:
      return head + "static " + (i->is_mut ? "mut " : "") + value();
    case Item::Kind::Mod:
      return head + "mod " + name(i->name) + (i->is_inline ? " " + items(i->items) : ";");
    case Item::Kind::Use:
      return head + "use " + use_tree(i->use_tree) + ";";
    case Item::Kind::ExternCrate:
      return head + "extern crate " + name(i->name) + (i->rename ? " as " + name(*i->rename) : "") + ";";
    case Item::Kind::ForeignMod:
      return head + unsafe + "extern \"" + std::string(i->abi ? session_.text(*i->abi) : "C") + "\" " + items(i->items);
    case Item::Kind::MacroRules:
      return head + (i->macro_v2 ? "macro " : "macro_rules! ") + name(i->name) + " { " +
             tokens_text(session_, i->macro_tokens) + " }";
    case Item::Kind::MacroCall:
      return head + macro(*i->macro) + ";";
    case Item::Kind::GlobalAsm:
      return head + "global_asm!(..);";
    case Item::Kind::Error:
      return "<error>";
  }
  return "";
}

}  // namespace assay::syntax
