#include "expand/derive_bodies.h"

#include <fmt/format.h>

#include "base/symbols.h"
#include "expand/cfg.h"
#include "lex/keywords.h"
#include "syntax/token_text.h"

namespace assay::expand {
namespace {

using ast::FieldDef;
using ast::Item;
using ast::VariantDef;

class Writer {
 public:
  explicit Writer(const DeriveInput& input) : input_(input), item_(input.item) {}

  std::optional<std::string> write(DeriveTrait trait) const {
    const bool is_union = item_.kind == Item::Kind::Union;
    switch (trait) {
      case DeriveTrait::Copy:
      case DeriveTrait::Eq:
        return "";
      case DeriveTrait::Clone:
        return "#[inline] fn clone(&self) -> Self { " + (is_union ? std::string("*self") : clone()) + " }";
      case DeriveTrait::Debug:
        if (is_union) return std::nullopt;
        return "#[inline] fn fmt(&self, f: &mut $crate::fmt::Formatter<'_>) -> $crate::fmt::Result { " + debug() + " }";
      case DeriveTrait::PartialEq:
        if (is_union) return std::nullopt;
        return "#[inline] fn eq(&self, other: &Self) -> bool { " + equal() + " }";
      case DeriveTrait::PartialOrd:
        if (is_union) return std::nullopt;
        return "#[inline] fn partial_cmp(&self, other: &Self) -> "
               "$crate::option::Option<$crate::cmp::Ordering> { " +
               compare(true) + " }";
      case DeriveTrait::Ord:
        if (is_union) return std::nullopt;
        return "#[inline] fn cmp(&self, other: &Self) -> $crate::cmp::Ordering { " + compare(false) + " }";
      case DeriveTrait::Hash:
        if (is_union) return std::nullopt;
        return "#[inline] fn hash<__H: $crate::hash::Hasher>(&self, state: &mut __H) -> () { " + hash() + " }";
      case DeriveTrait::Default: {
        if (is_union) return std::nullopt;
        const auto body = default_value();
        if (!body) return std::nullopt;
        return "#[inline] fn default() -> Self { " + *body + " }";
      }
    }
    return std::nullopt;
  }

 private:
  bool is_enum() const { return item_.kind == Item::Kind::Enum; }
  bool uninhabited() const { return is_enum() && item_.variants.empty(); }
  bool fieldless() const {
    for (const VariantDef& variant : item_.variants)
      if (!variant.fields.empty()) return false;
    return true;
  }
  bool several() const { return item_.variants.size() > 1; }

  std::string name(SymbolId symbol) const {
    const std::string text(input_.session.text(symbol));
    return lex::is_reserved(symbol, Edition::E2024) ? "r#" + text : text;
  }
  /// A reference to field `field` of `self` or `other`.
  std::string reference(const char* of, const FieldDef& field) const {
    const std::string place = std::string(of) + "." + name(field.name.name);
    return input_.packed ? "&{ " + place + " }" : "&" + place;
  }
  std::string path(const VariantDef& variant) const { return is_enum() ? "Self::" + name(variant.name.name) : "Self"; }

  /// `Self::V { a: p0, b: p1 }`, which is right for every shape of variant.
  std::string pattern(const VariantDef& variant, const char* prefix) const {
    std::string out = path(variant) + " { ";
    for (size_t i = 0; i < variant.fields.size(); i++)
      out += fmt::format("{}: {}{}, ", name(variant.fields[i].name.name), prefix, i);
    return out + "}";
  }

  /// `f(i)` for every field, where the references to it are `a` and `b`.
  template <class F>
  std::string each(const VariantDef& variant, F&& f) const {
    std::string out;
    for (size_t i = 0; i < variant.fields.size(); i++) {
      const FieldDef& field = variant.fields[i];
      if (is_enum())
        out += f(i, fmt::format("__a{}", i), fmt::format("__b{}", i));
      else
        out += f(i, reference("self", field), reference("other", field));
    }
    return out;
  }

  std::string clone() const {
    if (input_.copy_clone) return "*self";
    if (uninhabited()) return "match *self {}";
    const auto build = [&](const VariantDef& variant) {
      return path(variant) + " { " +
             each(variant,
                  [&](size_t i, const std::string& a, const std::string&) {
                    return name(variant.fields[i].name.name) + ": $crate::clone::Clone::clone(" + a + "), ";
                  }) +
             "}";
    };
    if (!is_enum()) return build(item_.variants[0]);
    std::string out = "match self { ";
    for (const VariantDef& variant : item_.variants) out += pattern(variant, "__a") + " => " + build(variant) + ", ";
    return out + "}";
  }

  std::string debug_variant(const VariantDef& variant) const {
    const std::string text = "\"" + std::string(input_.session.text(variant.name.name)) + "\"";
    if (variant.fields.empty()) return "$crate::fmt::Formatter::write_str(f, " + text + ")";
    const bool named = variant.shape == VariantDef::Shape::Named;
    return fmt::format("$crate::fmt::Formatter::debug_{}(f, {})", named ? "struct" : "tuple", text) +
           each(variant,
                [&](size_t i, const std::string& a, const std::string&) {
                  const std::string label =
                      named ? "\"" + std::string(input_.session.text(variant.fields[i].name.name)) + "\", " : "";
                  return ".field(" + label + "&" + a + ")";
                }) +
           ".finish()";
  }
  std::string debug() const {
    if (uninhabited()) return "match *self {}";
    if (!is_enum()) return debug_variant(item_.variants[0]);
    std::string out = "match self { ";
    for (const VariantDef& variant : item_.variants)
      out += pattern(variant, "__a") + " => " + debug_variant(variant) + ", ";
    return out + "}";
  }

  static constexpr const char* kTags =
      "let __self_tag = $crate::intrinsics::discriminant_value(self); "
      "let __other_tag = $crate::intrinsics::discriminant_value(other); ";

  std::string equal_variant(const VariantDef& variant) const {
    if (variant.fields.empty()) return "true";
    return each(variant, [&](size_t i, const std::string& a, const std::string& b) {
      return fmt::format("{}*{} == *{}", i == 0 ? "" : " && ", a, b);
    });
  }
  std::string equal_struct() const {
    const VariantDef& variant = item_.variants[0];
    if (variant.fields.empty()) return "true";
    std::string out;
    for (size_t i = 0; i < variant.fields.size(); i++) {
      const std::string field = name(variant.fields[i].name.name);
      const auto side = [&](const char* of) {
        return input_.packed ? fmt::format("({{ {}.{} }})", of, field) : fmt::format("{}.{}", of, field);
      };
      out += fmt::format("{}{} == {}", i == 0 ? "" : " && ", side("self"), side("other"));
    }
    return out;
  }
  std::string equal() const {
    if (uninhabited()) return "match *self {}";
    if (!is_enum()) return equal_struct();
    const std::string tags = several() ? kTags : "";
    if (fieldless()) return several() ? tags + "__self_tag == __other_tag" : "true";
    std::string out =
        tags + (several() ? "__self_tag == __other_tag && match (self, other) { " : "match (self, other) { ");
    for (const VariantDef& variant : item_.variants)
      if (!variant.fields.empty())
        out +=
            fmt::format("({}, {}) => {}, ", pattern(variant, "__a"), pattern(variant, "__b"), equal_variant(variant));
    if (several()) out += "_ => true, ";
    return out + "}";
  }

  /// Lexicographic comparison of the fields.
  std::string compare_variant(const VariantDef& variant, bool partial) const {
    const std::string equal =
        partial ? "$crate::option::Option::Some($crate::cmp::Ordering::Equal)" : "$crate::cmp::Ordering::Equal";
    const std::string call = partial ? "$crate::cmp::PartialOrd::partial_cmp(" : "$crate::cmp::Ord::cmp(";
    if (variant.fields.empty()) return equal;
    const size_t last = variant.fields.size() - 1;
    std::string out = each(variant, [&](size_t i, const std::string& a, const std::string& b) {
      const std::string one = call + a + ", " + b + ")";
      return i == last ? one : "match " + one + " { " + equal + " => ";
    });
    for (size_t i = 0; i < last; i++) out += ", __order => __order }";
    return out;
  }
  std::string compare(bool partial) const {
    if (uninhabited()) return "match *self {}";
    if (!is_enum()) return compare_variant(item_.variants[0], partial);
    const std::string tags = several() ? kTags : "";
    const std::string by_tag = partial ? "$crate::cmp::PartialOrd::partial_cmp(&__self_tag, &__other_tag)"
                                       : "$crate::cmp::Ord::cmp(&__self_tag, &__other_tag)";
    if (fieldless() && several()) return tags + by_tag;
    std::string out = tags + "match (self, other) { ";
    for (const VariantDef& variant : item_.variants)
      if (!variant.fields.empty() || !several())
        out += fmt::format("({}, {}) => {}, ", pattern(variant, "__a"), pattern(variant, "__b"),
                           compare_variant(variant, partial));
    if (several()) out += "_ => " + by_tag + ", ";
    return out + "}";
  }

  std::string hash_variant(const VariantDef& variant) const {
    return each(variant, [&](size_t, const std::string& a, const std::string&) {
      return "$crate::hash::Hash::hash(" + a + ", state); ";
    });
  }
  std::string hash() const {
    if (uninhabited()) return "match *self {}";
    if (!is_enum()) return hash_variant(item_.variants[0]);
    std::string out;
    if (several())
      out +=
          "let __self_tag = $crate::intrinsics::discriminant_value(self); "
          "$crate::hash::Hash::hash(&__self_tag, state); ";
    if (fieldless()) return out;
    out += "match self { ";
    for (const VariantDef& variant : item_.variants)
      if (!variant.fields.empty() || !several())
        out += pattern(variant, "__a") + " => { " + hash_variant(variant) + "} ";
    if (several()) out += "_ => {} ";
    return out + "}";
  }

  std::optional<std::string> default_value() const {
    if (is_enum()) {
      for (const VariantDef& variant : item_.variants)
        if (find_attribute(variant.attrs, sym::default_)) return path(variant) + " {}";
      return std::nullopt;
    }
    const VariantDef& variant = item_.variants[0];
    return "Self { " +
           each(variant,
                [&](size_t i, const std::string&, const std::string&) {
                  return name(variant.fields[i].name.name) + ": $crate::default::Default::default(), ";
                }) +
           "}";
  }

  const DeriveInput& input_;
  const Item& item_;
};

}  // namespace

std::optional<std::string> derive_body(const DeriveInput& input, DeriveTrait trait) {
  return Writer(input).write(trait);
}

}  // namespace assay::expand
