// One thread of the program: frames over one contiguous stack of registers, and why it waits if it does.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "code/bytecode.h"
#include "machine/shim.h"

namespace assay::machine {

/// Where the result of a frame goes.
enum class RetKind : uint8_t { None, One, Two, Memory };
struct Return {
  enum class Kind : uint8_t {
    Site,       // into the calling frame, as its CallSite says
    Thread,     // the thread ends
    Nested,     // call_now takes it
    Discard,    // nobody wants it
    CatchTry,   // catch_unwind's try function: result 0; unwinding is caught here
    CatchCatch  // catch_unwind's catch function: result 1
  } kind = Kind::Site;
  Pointer data, catch_fn;  // CatchTry
};

struct Frame {
  const code::Code* code = nullptr;
  const code::Insn* pc = nullptr;        // next instruction; of suspended frames: after the call
  const code::CallSite* site = nullptr;  // in the calling frame, null for entries
  uint32_t base = 0;                     // first register
  CallId call;
  Pointer dest;            // Memory results
  uint32_t extra = 0;      // index + 1 into Thread::returns; 0: Return::Kind::Site
  bool unwinding = false;  // a cleanup block of it is running
};

struct Blocked {
  enum class Kind : uint8_t {
    No,
    Join,
    Futex,
    Park,
    Sleep,
    Mutex,
    Event,  // `conc` answered Step::Wait
    Stuck,  // for good, in this execution
    Scope,  // until the threads of a scope have returned
    Other
  } kind = Kind::No;
  uint64_t key = 0;                   // thread, address
  uint64_t deadline = UINT64_MAX;     // nanoseconds
  std::string what;                   // "waits for thread 1 to end"
  std::optional<uint32_t> waits_for;  // the thread that must go on first, where that is known
};

/// The head of a loop that the thread is in, as it was when it last came there (spin.cpp).
struct LoopMark {
  uint32_t depth = 0, head = 0;  // frames, pc of the LoopHead
  CallId call;
  uint64_t site = 0;
  std::vector<code::Reg> live;  // the live registers
  uint32_t steps = 0;           // events of the thread so far
  uint64_t serial = 0;          // allocations so far
  uint64_t written = 0;         // bytes of output so far
  bool changed = false;         // memory that is older was written since
  bool has_load = false;        // an atomic load came directly before the loop, and gave `load`
  code::Reg load;
};
struct LastLoad {
  uint32_t steps = 0, depth = 0;
  code::Reg value;
  std::array<const code::Insn*, 4> pcs{};  // where the innermost frames were
};

struct Thread {
  uint32_t id = 0;
  std::string name;
  std::vector<code::Reg> regs;
  std::vector<Frame> frames;
  std::vector<Return> returns;
  Blocked blocked;
  std::vector<LoopMark> loops;
  LastLoad last_load;
  bool returned = false, finished = false, detached = false, joined = false, token = false, woken = false,
       timed_out = false;
  std::vector<Pointer> payloads;  // of the panics that are unwinding, innermost last
  bool unwinding = false;
  Value result;  // of a nested or thread frame
  Pointer result_memory;
  std::vector<std::pair<Pointer, Pointer>> dtors;  // at exit: (function, data)
  Span span;                                       // where it was spawned
  uint64_t scope = 0;                              // the address of the scope that it belongs to
  uint64_t random_state = 0, clock_nanos = 0;      // exploration: of its own
};

}  // namespace assay::machine
