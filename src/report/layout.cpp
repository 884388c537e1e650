#include "report/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace assay::report {
namespace {

std::string bytes(uint64_t n) { return fmt::format("{} byte{}", n, n == 1 ? "" : "s"); }

/// Fields by offset, with the padding between them.
void add_fields(std::string& out, const VariantLayout& variant, const TypeLayout& type, bool is_union) {
  std::vector<const FieldLayout*> fields;
  for (const FieldLayout& field : variant.fields) fields.push_back(&field);
  std::stable_sort(fields.begin(), fields.end(),
                   [](const FieldLayout* a, const FieldLayout* b) { return a->offset < b->offset; });
  const std::string indent = variant.name.empty() ? "  " : "    ";
  uint64_t end = 0;
  const bool with_padding = variant.name.empty() && !is_union;
  for (const FieldLayout* field : fields) {
    if (with_padding && field->offset > end) out += fmt::format("{}{:>4}..{:<4} padding\n", indent, end, field->offset);
    const uint64_t hi = field->offset + field->size.value_or(0);
    out += fmt::format("{}{:>4}..{:<4} {}: {}\n", indent, field->offset, field->size ? std::to_string(hi) : "",
                       field->name, field->ty);
    end = std::max(end, hi);
  }
  if (with_padding && type.sized && end < type.size)
    out += fmt::format("{}{:>4}..{:<4} padding\n", indent, end, type.size);
}

}  // namespace

std::string render(const std::vector<TypeLayout>& types) {
  std::string out;
  for (const TypeLayout& type : types) {
    if (!out.empty()) out += "\n";
    out += fmt::format("{} {}{}: {}{}, aligned to {}{}\n", type.kind, type.name,
                       type.repr.empty() ? "" : " (" + type.repr + ")", type.sized ? "" : "unsized after ",
                       bytes(type.size), type.align, type.uninhabited ? ", uninhabited" : "");
    if (!type.tag.empty()) out += fmt::format("  variants by {}\n", type.tag);
    for (const VariantLayout& variant : type.variants) {
      if (!variant.name.empty())
        out += fmt::format("  {}{}\n", variant.name, variant.discriminant.empty() ? "" : " = " + variant.discriminant);
      add_fields(out, variant, type, type.kind == "union");
    }
    if (type.niche)
      out += fmt::format("  niche: {} at {}, {} values free\n", bytes(type.niche->size), type.niche->offset,
                         type.niche->available);
  }
  return out;
}

std::string to_json(const std::vector<TypeLayout>& types) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const TypeLayout& type : types) {
    Json j{{"name", type.name}, {"kind", type.kind}, {"size", type.size}, {"align", type.align}, {"sized", type.sized}};
    if (!type.repr.empty()) j["repr"] = type.repr;
    if (!type.tag.empty()) j["tag"] = type.tag;
    j["variants"] = Json::array();
    for (const VariantLayout& variant : type.variants) {
      Json v{{"name", variant.name}, {"fields", Json::array()}};
      if (!variant.discriminant.empty()) v["discriminant"] = variant.discriminant;
      for (const FieldLayout& field : variant.fields) {
        Json f{{"name", field.name}, {"ty", field.ty}, {"offset", field.offset}};
        if (field.size) f["size"] = *field.size;
        v["fields"].push_back(std::move(f));
      }
      j["variants"].push_back(std::move(v));
    }
    if (type.niche)
      j["niche"] = {{"offset", type.niche->offset}, {"size", type.niche->size}, {"available", type.niche->available}};
    list.push_back(std::move(j));
  }
  return Json{{"types", list}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string render(const Compatibility& answer) {
  std::string out = fmt::format("{}: `{}` and `{}`\n", answer.yes ? "yes" : "no", answer.first, answer.second);
  for (const std::string& step : answer.steps) out += "  " + step + "\n";
  return out;
}

std::string to_json(const Compatibility& answer) {
  using Json = nlohmann::ordered_json;
  const Json j{{"first", answer.first}, {"second", answer.second}, {"compatible", answer.yes}, {"steps", answer.steps}};
  return j.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assay::report
