// The commands of the laboratory: `compare`, `step`, `layout`. Each prints and returns the exit code; main.cpp parses.
#pragma once
#include <string>
#include <vector>

#include "driver/options.h"
#include "source/source_map.h"

namespace assay::cli {

/// What the commands say themselves, besides the options of every run.
struct LabFlags {
  std::string models;                   // compare: a list of names; empty: all
  uint32_t tag = 0;                     // step
  std::string at;                       // step: FILE:LINE
  uint64_t step = 0;                    // step: for --graph; 0: the last
  std::string graph;                    // step: a .dot or .svg file
  bool plain = false;                   // step: no terminal view
  std::vector<std::string> compatible;  // layout: two types
};

struct Output {
  bool json = false;
  std::string file;  // JSON goes here instead
  bool color = false;
};

int compare(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output);
int step(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output);
int layout(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output);

/// Records the run and writes the trace file (docs/trace-format.md); false and a message if that cannot be.
bool write_trace(FileProvider& files, const driver::Options& options, const std::string& path);

/// The nearest of the words to what was written, as "; did you mean `x`?", or nothing.
std::string nearest(std::string_view written, const std::vector<std::string>& words);
/// Prints JSON to the file or to stdout; false (and a message) if the file cannot be written.
bool write_json(const Output& output, const std::string& json);

}  // namespace assay::cli
