// The library's sources, embedded in the program.
#pragma once
#include <cstddef>
#include <string_view>

namespace assay::driver {

struct EmbeddedFile {
  std::string_view path;  // "rustlib/core/lib.rs"
  std::string_view text;
};
extern const EmbeddedFile kRustlib[];
extern const size_t kRustlibCount;

}  // namespace assay::driver
