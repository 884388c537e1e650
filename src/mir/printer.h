// MIR as text, in the manner of rustc's dumps (`assay mir FILE.rs`, tests/dump). For people: nothing parses it.
#pragma once
#include <string>

#include "base/interner.h"
#include "mir/body.h"

namespace assay::mir {

class Printer {
 public:
  Printer(const Interner& symbols, Collector& items) : symbols_(symbols), items_(items) {}

  /// The whole body, promoted constants after it.
  std::string print(const Body& body);
  std::string print(const Body& body, const Place& place);
  std::string print(const Body& body, const Operand& operand);
  std::string print(const Body& body, const Rvalue& rvalue);
  std::string print(const Body& body, const Statement& statement);
  std::string print(const Body& body, const Terminator& terminator);
  std::string print(const ConstValue& value);

 private:
  std::string header(const Body& body);
  std::string unwind(const Terminator& terminator);
  std::string aggregate(const Body& body, const Rvalue& rvalue);
  const Interner& symbols_;
  Collector& items_;
};

}  // namespace assay::mir
