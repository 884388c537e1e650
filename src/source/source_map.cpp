#include "source/source_map.h"

#include <algorithm>

namespace assay {

const SourceFile& SourceMap::add(std::string path, std::string text, bool is_library) {
  SourceFile file{std::move(path), std::move(text), next_start_, is_library, {0}};
  for (uint32_t i = 0; i < file.text.size(); i++)
    if (file.text[i] == '\n') file.line_starts.push_back(i + 1);
  next_start_ += static_cast<uint32_t>(file.text.size()) + 1;
  files_.push_back(std::move(file));
  return files_.back();
}

const SourceFile* SourceMap::file_at(uint32_t position) const {
  auto it = std::upper_bound(files_.begin(), files_.end(), position,
                             [](uint32_t p, const SourceFile& f) { return p < f.start; });
  if (it == files_.begin()) return nullptr;
  --it;
  return position <= it->start + it->text.size() ? &*it : nullptr;
}

LineColumn SourceMap::line_column(uint32_t position) const {
  const SourceFile* file = file_at(position);
  if (!file) return {1, 1};
  const uint32_t offset = position - file->start;
  auto it = std::upper_bound(file->line_starts.begin(), file->line_starts.end(), offset) - 1;
  const auto line = static_cast<uint32_t>(it - file->line_starts.begin()) + 1;
  uint32_t column = 1;
  for (uint32_t i = *it; i < offset && i < file->text.size(); i++)
    if ((static_cast<unsigned char>(file->text[i]) & 0xc0) != 0x80) column++;
  return {line, column};
}

std::string_view SourceMap::text(Span span) const {
  const SourceFile* file = file_at(span.lo);
  if (!file || span.hi < span.lo || span.hi > file->start + file->text.size()) return {};
  return std::string_view(file->text).substr(span.lo - file->start, span.hi - span.lo);
}

std::string_view SourceMap::line_text(const SourceFile& file, uint32_t line) const {
  if (line == 0 || line > file.line_starts.size()) return {};
  const uint32_t begin = file.line_starts[line - 1];
  size_t end = file.text.find('\n', begin);
  if (end == std::string::npos) end = file.text.size();
  if (end > begin && file.text[end - 1] == '\r') end--;
  return std::string_view(file.text).substr(begin, end - begin);
}

bool SourceMap::is_library(Span span) const {
  const SourceFile* file = file_at(span.lo);
  return file && file->is_library;
}

}  // namespace assay
