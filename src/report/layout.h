// What `assay layout` answers, as data and as text or JSON.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace assay::report {

struct FieldLayout {
  std::string name, ty;
  uint64_t offset = 0;           // bytes
  std::optional<uint64_t> size;  // bytes; none: not sized
};
struct VariantLayout {
  std::string name;          // empty for structs and unions
  std::string discriminant;  // as written in memory, or what marks the variant ("niche 0"); empty: nothing does
  std::vector<FieldLayout> fields;
};
struct TypeLayout {
  std::string kind, name;  // "struct", "point::Point"
  uint64_t size = 0, align = 1;
  bool sized = true, uninhabited = false;
  std::string repr;  // "repr(C)", or empty
  std::string tag;   // where the discriminant is: "a tag of 1 byte at 0", "a niche of `Some` at 0", or empty
  struct Niche {
    uint64_t offset = 0, size = 0;
    std::string available;  // number of values that mean nothing
  };
  std::optional<Niche> niche;
  std::vector<VariantLayout> variants;
};

/// The layout-compatibility strawman: yes, with the rules that say so, or no, with the rule that fails.
struct Compatibility {
  std::string first, second;
  bool yes = false;
  std::vector<std::string> steps;  // from the types inwards
};

std::string render(const std::vector<TypeLayout>& types);
std::string to_json(const std::vector<TypeLayout>& types);
std::string render(const Compatibility& answer);
std::string to_json(const Compatibility& answer);

}  // namespace assay::report
