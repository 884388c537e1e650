// MIR as text, in the manner of rustc's dumps (`assay mir FILE.rs`, tests/dump). For people: nothing parses it.
#pragma once
#include <functional>
#include <string>

#include "base/interner.h"
#include "mir/body.h"

namespace assay::mir {

class Printer {
 public:
  Printer(const Interner& symbols, Collector& items) : symbols_(symbols), items_(items) {}

  /// What to write before and behind a statement (or terminator) of a body, both may be empty.
  struct Note {
    std::string before, behind;
  };
  std::function<Note(const Body&, BlockId, uint32_t)> notes;

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
