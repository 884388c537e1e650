// A verdict for other programs: rustc's JSON diagnostics as cargo wraps them (an editor's check command takes them as
// they are), SARIF 2.1.0, GitHub workflow annotations.
#pragma once
#include <string>

#include "report/verdict.h"
#include "source/source_map.h"

namespace assay::report {

enum class MessageFormat : uint8_t { Text, Json, Sarif, Github };

/// The diagnostics of a verdict: what it says itself and the errors of the source behind it. None for `ok`.
std::vector<Diagnostic> diagnostics_of(const Verdict& verdict);
/// Lines for `format` (not Text), each with its newline; empty where there is nothing to say, except that SARIF is
/// always one whole document.
std::string render_messages(const Verdict& verdict, const SourceMap& sources, MessageFormat format);

}  // namespace assay::report
