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

struct FrontOptions {
  Edition edition = Edition::E2021;                      // of the user's crate; rustlib is always 2024
  std::vector<std::pair<std::string, std::string>> cfg;  // name, value ("" when none), beyond the built-in ones
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
  uint32_t node_count = 0;
  NodeId fresh_node() { return NodeId(node_count++); }
  SymbolId sym(std::string_view text) { return symbols.intern(text); }
  std::string_view text(SymbolId id) const { return symbols.text(id); }
};

}  // namespace assay
