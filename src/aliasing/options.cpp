// Options of models by name and value.
#include "aliasing/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace assay::aliasing {
namespace {

struct Row {
  ModelOptionInfo info;
  void (*set)(ModelOptions&, size_t value);  // the value's index in info.values
};

// Values that are on or off, the default first.
constexpr const char* kOn = "on|off";
constexpr const char* kOff = "off|on";
template <bool ModelOptions::*field, bool default_value>
void set_flag(ModelOptions& options, size_t value) {
  options.*field = (value == 0) == default_value;
}

constexpr RetagDepth kDepths[] = {RetagDepth::All, RetagDepth::Scalar, RetagDepth::None};
constexpr AcaLifetimes kLifetimes[] = {AcaLifetimes::Liveness, AcaLifetimes::Static, AcaLifetimes::Angelic};
constexpr BoxProtector kBoxProtectors[] = {BoxProtector::Weak, BoxProtector::Strong, BoxProtector::None};

const Row kRows[] = {
    {{"retag_fields", "stacked,tree", "all|scalar|none", "which references inside values are retagged"},
     [](ModelOptions& o, size_t value) { o.retag_fields = kDepths[value]; }},
    {{"shallow_retag", "stacked,tree", kOff, "only bare references are retagged, as in the paper of 2020"},
     [](ModelOptions& o, size_t value) { o.retag_fields = value == 0 ? RetagDepth::All : RetagDepth::None; }},
    {{"box_unique", "stacked,tree", kOn, "off: a Box is treated as a raw pointer"},
     set_flag<&ModelOptions::box_unique, true>},
    {{"protectors", "stacked,tree", kOn, "off: arguments are not protected"},
     set_flag<&ModelOptions::protectors, true>},
    {{"box_protector", "stacked,tree", "weak|strong|none", "the protector of a Box argument"},
     [](ModelOptions& o, size_t value) { o.box_protector = kBoxProtectors[value]; }},
    {{"protect_cells", "stacked", kOff, "cells behind a `&` argument are protected, as in the paper of 2020"},
     set_flag<&ModelOptions::protect_cells, false>},
    {{"untagged_raw", "stacked", kOff, "all raw pointers share one tag, as in the paper of 2020"},
     set_flag<&ModelOptions::untagged_raw, false>},
    {{"precise_interior_mut", "tree", kOn, "off: a type with any cell is all cell"},
     set_flag<&ModelOptions::tree_precise_interior_mut, true>},
    {{"implicit_writes", "tree", kOff, "`&mut` and Box arguments are written on entry"},
     set_flag<&ModelOptions::tree_implicit_writes, false>},
    {{"box_custom_allocator_unique", "tree", kOn, "off: a Box with its own allocator is a raw pointer"},
     set_flag<&ModelOptions::tree_box_custom_allocator_unique, true>},
    {{"read_frozen_ok", "stacked-2018,unique-id", kOn, "off: a read through another pointer ends the frozen state"},
     set_flag<&ModelOptions::read_frozen_ok, true>},
    {{"tag_mode", "stacked-2018", "timestamp|enum", "enum: the tag, not the type, says which borrow it is"},
     [](ModelOptions& o, size_t value) { o.tag_mode_enum = value == 1; }},
    {{"timestamp_mut", "timestamp", "tree|off", "off: the stated part alone, nothing about `&mut`"},
     set_flag<&ModelOptions::timestamp_mut, true>},
    {{"timestamp_protect", "timestamp", kOff, "reference arguments are accessed again when the call ends"},
     set_flag<&ModelOptions::timestamp_protect, false>},
    {{"owning_transparent", "timestamp", kOff, "a Box loaded through a shared reference inherits its time"},
     set_flag<&ModelOptions::owning_transparent, false>},
    {{"contracts_unsafe", "contracts", "strict|relaxed",
      "relaxed: functions with unsafe code are validated at entry only"},
     [](ModelOptions& o, size_t value) { o.contracts_relaxed = value == 1; }},
    {{"aca_lifetimes", "aca", "liveness|static|angelic",
      "how long a reference lives: by its uses, until its call returns, "
      "as short as suits the program"},
     [](ModelOptions& o, size_t value) { o.aca_lifetimes = kLifetimes[value]; }},
};

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const size_t at = text.find(by);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t up = row[j];
      row[j] = std::min({up + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = up;
    }
  }
  return row[b.size()];
}

}  // namespace

std::span<const ModelOptionInfo> model_options() {
  static const std::vector<ModelOptionInfo> infos = [] {
    std::vector<ModelOptionInfo> out;
    for (const Row& row : kRows) out.push_back(row.info);
    return out;
  }();
  return infos;
}

std::string set_model_option(ModelOptions& options, std::string_view text, std::string_view model) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return fmt::format("a model option is NAME=VALUE, not `{}`", text);
  const std::string_view name = text.substr(0, equals), value = text.substr(equals + 1);
  const Row* nearest = &kRows[0];
  for (const Row& row : kRows) {
    if (edit_distance(name, row.info.name) < edit_distance(name, nearest->info.name)) nearest = &row;
    if (name != row.info.name) continue;
    const std::vector<std::string_view> models = split(row.info.models, ',');
    if (!model.empty() && std::find(models.begin(), models.end(), model) == models.end())
      return fmt::format("the model `{}` has no option `{}`; it is one of {}", model, name, row.info.models);
    const std::vector<std::string_view> values = split(row.info.values, '|');
    const auto at = std::find(values.begin(), values.end(), value);
    if (at == values.end()) return fmt::format("`{}` is {}, not `{}`", name, row.info.values, value);
    row.set(options, static_cast<size_t>(at - values.begin()));
    return {};
  }
  return fmt::format("there is no model option `{}`; the nearest is `{}`", name, nearest->info.name);
}

}  // namespace assay::aliasing
