#include "cli/commands.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace assay::cli {

namespace {
/// Levenshtein distance.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}
}  // namespace

std::string nearest(std::string_view written, const std::vector<std::string>& words) {
  const std::string* best = nullptr;
  size_t least = std::max<size_t>(2, written.size() / 2) + 1;
  for (const std::string& word : words)
    if (const size_t d = distance(written, word); d < least) least = d, best = &word;
  return best ? "; did you mean `" + *best + "`?" : "";
}

bool write_json(const Output& output, const std::string& json) {
  if (output.file.empty()) {
    std::printf("%s\n", json.c_str());
    return true;
  }
  std::ofstream out(output.file, std::ios::binary);
  out << json << "\n";
  if (out) return true;
  std::fprintf(stderr, "assay: cannot write `%s`\n", output.file.c_str());
  return false;
}

}  // namespace assay::cli
