#include "driver/compare.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "cli/commands.h"

namespace assay::cli {

int compare(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output) {
  std::vector<std::string> known, wanted;
  for (const aliasing::ModelEntry& entry : aliasing::models()) known.emplace_back(entry.name);
  std::istringstream list(flags.models);
  for (std::string name; std::getline(list, name, ',');) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      std::fprintf(stderr, "assay: there is no aliasing model `%s`%s\n", name.c_str(), nearest(name, known).c_str());
      return 2;
    }
    wanted.push_back(name);
  }
  Session session;
  const report::Comparison comparison = driver::compare(session, files, options, wanted);
  if (session.diags.any()) {  // nothing ran, or not to its end
    const std::string text = report::render(comparison.rows.back().verdict, session.sources, {output.color});
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
  if (output.json || !output.file.empty()) {
    if (!write_json(output, report::to_json(comparison, session.sources))) return 2;
  } else if (!session.diags.any()) {
    const std::string text = report::render(comparison, session.sources, {output.color});
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
  return session.diags.any() ? report::exit_code_of(comparison.rows.back().verdict.kind) : 0;
}

}  // namespace assay::cli
