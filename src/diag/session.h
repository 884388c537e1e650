// What every stage of one compilation shares. No globals: a Session is passed where it is needed.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/interner.h"
#include "diag/diagnostic.h"
#include "source/source_map.h"

namespace assay {

enum class Edition : uint16_t { E2015 = 2015, E2018 = 2018, E2021 = 2021, E2024 = 2024 };

struct TargetDescription {
  uint32_t pointer_bytes = 8;
  bool big_endian = false;
  uint32_t int128_align_bytes = 16;
};

using CfgList = std::vector<std::pair<std::string, std::string>>;  // name, value ("" when none)

/// A crate of a package: where its text is and what its paths and configuration predicates mean.
struct CrateSource {
  std::string name;  // `foo_bar`
  std::string root;  // its root file
  Edition edition = Edition::E2021;
  CfgList cfg;                                         // features and what a build script would set
  std::vector<std::pair<std::string, uint32_t>> deps;  // name in paths, index of an earlier crate
  std::vector<std::pair<std::string, std::string>>
      lacks;                                             // name in paths, feature to report: "proc-macro:serde_derive"
  std::vector<std::pair<std::string, std::string>> env;  // what env!() sees
};

struct FrontOptions {
  Edition edition = Edition::E2021;  // of the user's crate; rustlib is always 2024
  CfgList cfg;                       // for all crates but rustlib, beyond the built-in ones
  std::vector<CrateSource> crates;   // of a package, dependencies first, the program's own last; none: a single file
  bool test = false;                 // #[test] functions of the program's own crate are part of it
  bool debug_assertions = true, overflow_checks = true;
  bool panic_abort = false;
  TargetDescription target;
};

struct Session {
  Interner symbols;
  SourceMap sources;
  DiagSink diags;
  FrontOptions options;
  Arena arena;
  const CrateSource* crate = nullptr;  // the package's crate whose text is being looked at
  uint32_t node_count = 0;
  bool in_test_crate() const { return options.test && (options.crates.empty() || crate == &options.crates.back()); }
  NodeId fresh_node() { return NodeId(node_count++); }
  SymbolId sym(std::string_view text) { return symbols.intern(text); }
  std::string_view text(SymbolId id) const { return symbols.text(id); }
};

}  // namespace assay
