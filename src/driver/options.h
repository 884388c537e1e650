// Everything that the command line can say, as data.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "aliasing/registry.h"
#include "concurrency/graph_concurrency.h"
#include "concurrency/views.h"
#include "diag/session.h"
#include "machine/options.h"

namespace assay::driver {

enum class Mode : uint8_t { Run, Check };

struct Options {
  std::string file;
  Mode mode = Mode::Run;
  FrontOptions front;
  machine::Options machine;
  std::string aliasing = "stacked";
  aliasing::ModelOptions model;
  concurrency::Views::Options views;                   // `run`
  concurrency::GraphOptions graph;                     // check
  std::optional<std::pair<uint64_t, uint64_t>> seeds;  // first, one past the last
  uint32_t jobs = 1;                                   // workers
  uint64_t max_executions = 0;                         // 0: no limit
  bool show_regions = false;                           // dumps of MIR
  bool explain = true;  // replay a failing execution to find where tags were made and lost
};

}  // namespace assay::driver
