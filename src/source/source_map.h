// All loaded source files behind one byte position space; the only code that knows where text comes from.
// A Span made by a macro expansion points at the macro's own text; `Expansion` ranges (made by expand) map
// such text back to the invocation, see SourceMap::outermost.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace assay {

/// Reads files for the front end. The driver supplies the real one; tests and the browser an in-memory one.
class FileProvider {
 public:
  virtual ~FileProvider() = default;
  /// The whole text of `path`, or nothing if it cannot be read.
  virtual std::optional<std::string> read(const std::string& path) = 0;
};

struct LineColumn {
  uint32_t line, column;  // both start at 1; the column counts characters (Unicode scalar values)
};

struct SourceFile {
  std::string path;  // as shown to the user
  std::string text;
  uint32_t start;                     // position of its first byte
  bool is_library;                    // part of rustlib: diagnostics prefer frames outside of it
  std::vector<uint32_t> line_starts;  // byte offsets within text
};

class SourceMap {
 public:
  /// Adds a file and returns it; its text lives as long as the map. Positions start at 1, so Span{0,0} is no place.
  const SourceFile& add(std::string path, std::string text, bool is_library);
  /// The file that holds `position`, or null.
  const SourceFile* file_at(uint32_t position) const;
  LineColumn line_column(uint32_t position) const;
  std::string_view text(Span span) const;
  std::string_view line_text(const SourceFile& file, uint32_t line) const;
  bool is_library(Span span) const;

 private:
  std::deque<SourceFile> files_;
  uint32_t next_start_ = 1;
};

}  // namespace assay
