#include <cstdio>

#include "cli/commands.h"
#include "driver/layouts.h"
#include "report/text.h"

namespace assay::cli {
namespace {

int print_diagnostics(Session& session, bool color) {
  for (const Diagnostic& d : session.diags.errors()) {
    const std::string text = report::render(d, session.sources, {color});
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
  for (const auto& u : session.diags.unsupported_features())
    std::fprintf(stderr, "assay: unsupported: %s\n", u.feature.c_str());
  return session.diags.errors().empty() ? 3 : 5;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace

int layout(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output) {
  Session session;
  if (!flags.compatible.empty()) {
    const auto answer = driver::compatible(session, files, options, flags.compatible[0], flags.compatible[1]);
    if (!answer) return print_diagnostics(session, output.color);
    if (!output.json && output.file.empty())
      print(report::render(*answer));
    else if (!write_json(output, report::to_json(*answer)))
      return 2;
    return answer->yes ? 0 : 1;
  }
  const std::vector<report::TypeLayout> types = driver::layouts_of(session, files, options);
  if (session.diags.any()) return print_diagnostics(session, output.color);
  if (!output.json && output.file.empty())
    print(report::render(types));
  else if (!write_json(output, report::to_json(types)))
    return 2;
  return 0;
}

}  // namespace assay::cli
