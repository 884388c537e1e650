// The real file system, and rustlib from the program itself.
#pragma once
#include <fstream>
#include <iterator>
#include <string>

#include "driver/rustlib.h"
#include "source/source_map.h"

namespace assay::cli {

class Files : public FileProvider {
 public:
  /// `library`: a folder to use instead of the embedded library, or empty.
  explicit Files(std::string library) : library_(std::move(library)) {}
  std::optional<std::string> read(const std::string& path) override {
    if (path.starts_with("rustlib/") && !library_.empty()) return load(library_ + path.substr(7));
    if (path.starts_with("rustlib/")) {
      for (size_t i = 0; i < driver::kRustlibCount; i++)
        if (driver::kRustlib[i].path == path) return std::string(driver::kRustlib[i].text);
      return std::nullopt;
    }
    return load(path);
  }

 private:
  static std::optional<std::string> load(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  std::string library_;
};

}  // namespace assay::cli
