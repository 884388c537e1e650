// How one execution is to be checked and bounded. Plain data; the driver fills it from the command line.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diag/session.h"
#include "memory/names.h"

namespace assay::machine {

enum class ProvenanceMode : uint8_t { Default, Strict, Permissive };
enum class AlignmentCheck : uint8_t { Off, Actual, Symbolic };

struct Options {
  bool validate = true;               // values are checked for validity
  bool recursive_validation = false;  // ... through references
  AlignmentCheck alignment = AlignmentCheck::Actual;
  ProvenanceMode provenance = ProvenanceMode::Default;
  bool ignore_leaks = false;
  bool debug_assertions = true, overflow_checks = true;
  bool panic_abort = false;
  bool isolation = true;
  bool quiet_windows = true;  // off with --slow
  bool trace_calls = false;
  uint64_t seed = 0;
  std::optional<uint64_t> provenance_gc;  // reborrows between two provenance collections; 0: never; absent: adaptive
  uint64_t max_steps = 0;                 // calls and loop iterations; 0: no limit
  uint64_t max_bytes = uint64_t{2} << 30;
  uint32_t max_frames = 200'000;
  uint32_t max_threads = 1'000;
  double preemption_rate = 0.01;
  double cas_weak_failure_rate = 0.8;
  uint32_t address_reuse_percent = 50;
  uint32_t address_reuse_cross_thread_percent = 10;
  bool random_addresses = true;
  bool deterministic = false;  // round-robin, no preemption, no spurious failure
  bool round_robin = false;    // threads take turns in their order
  bool expectations = true;    // a program that expects undefined behaviour must have it, and that is well
  bool explore = false;        // every choice has its own alternative, whatever the rates
  memory::AllocationNames* names = nullptr;  // exploration: names of allocations, the same in every execution
  uint32_t num_cpus = 1;
  DefId entry;                    // the function to run instead of `main`: a test
  std::vector<std::string> args;  // argv of the program, its name first
};

}  // namespace assay::machine
