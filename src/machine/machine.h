// The abstract machine: threads with frames over contiguous registers, a dispatch loop, memory and aliasing behind it.
// One Machine is one execution. Everything that is chosen goes through the Oracle; everything that ends an execution
// is a Stop, completed here with the place in the user's code and the backtrace.
#pragma once
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <map>
#include <optional>
#include <string>

#include "aliasing/model.h"
#include "base/oracle.h"
#include "code/code_cache.h"
#include "concurrency/concurrency.h"
#include "machine/options.h"
#include "machine/pthreads.h"
#include "machine/shim.h"
#include "machine/thread.h"
#include "memory/memory.h"

namespace assay::machine {

using aliasing::AccessKind;
using code::Code;
using code::Insn;
using code::TyId;
using memory::Allocation;
using memory::AllocKind;
using memory::BytePlace;
using memory::Prov;
using memory::Purpose;

struct RunResult {
  std::optional<StopInfo> stop;  // none: `main` returned and all was well
  std::string out, err;          // what the program wrote
  int64_t exit_code = 0;
  uint64_t steps = 0;
  bool spawned = false;       // more than one thread existed
  std::string panic_message;  // StopKind::Panic, Abort after a panic: what the panic said
  std::string expected;       // the undefined behaviour that the program said it expects, when it came
  std::map<Tag, std::string> tag_names;
};

class Machine {
 public:
  Machine(code::CodeCache& codes, aliasing::AliasingModel& model, Oracle& oracle, const Options& options,
          const ShimTable& shims, trace::TraceSink* trace = nullptr, concurrency::Concurrency* concurrency = nullptr);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Runs the program from its entry to the end of `main` (and what comes after it). Call once.
  RunResult run_main();
  /// Evaluates a constant of scalar type: for array lengths and the like. May be called often; nothing else is run.
  Outcome<u128> eval_scalar(DefId def, types::ArgsId args);

  // ---- what handlers and the parts of the machine use -----------------------------------------------------------
  code::CodeCache& codes;
  mono::Program& program;
  memory::Memory memory;
  aliasing::AliasingModel& model;
  aliasing::Context alias;
  Oracle& oracle;

 private:
  std::unique_ptr<concurrency::Concurrency> own_concurrency_;

 public:
  concurrency::Concurrency& conc;  // what other threads could change
  const Options options;
  const ShimTable& shims;
  std::string out, err;

  /// Are plain accesses of interest to other threads now?
  bool watching() const { return conc.watching() && const_depth_ == 0; }
  // access.cpp: resolve, alignment, aliasing; then bytes
  /// As Memory::resolve; a dangling pointer may turn out to be a race with the free.
  Outcome<BytePlace> resolve(Pointer p, uint64_t size, uint64_t align, AccessKind kind, Purpose purpose, bool atomic) {
    auto place = memory.resolve(p, size, align, purpose);
    if (!place) [[unlikely]]
      ASSAY_TRY(dangling(place.error(), p, kind, atomic));
    return place;
  }
  Outcome<> told_plain(const BytePlace& place, uint64_t size, AccessKind kind);
  Outcome<> dangling(const Stop& stop, Pointer p, AccessKind kind, bool atomic);
  Outcome<BytePlace> access(Pointer p, uint64_t size, uint64_t align, AccessKind kind, Purpose purpose,
                            bool atomic = false);
  Outcome<BytePlace> read_place(Pointer p, uint64_t size, uint64_t align) {
    return access(p, size, align, AccessKind::Read, Purpose::Load);
  }
  Outcome<BytePlace> write_place(Pointer p, uint64_t size, uint64_t align) {
    return access(p, size, align, AccessKind::Write, Purpose::Store);
  }
  /// A scalar at an already accessed place. Pointers keep provenance; `maybe_uninit` ones may give Reg::undef().
  Outcome<Reg> load_part(const BytePlace& place, const layout::Scalar& scalar);
  void store_part(const BytePlace& place, const layout::Scalar& scalar, const Reg& value);
  Outcome<Value> load_value(Pointer p, const TypeInfo& type, uint64_t align, bool validate = true);
  Outcome<> store_value(Pointer p, const Value& value, uint64_t align, bool validate = true);
  Outcome<> copy_value(Pointer to, uint64_t to_align, Pointer from, uint64_t from_align, const TypeInfo& type,
                       bool validate = true);
  Outcome<uint64_t> read_int(Pointer p, uint64_t size);
  Outcome<> write_int(Pointer p, uint64_t value, uint64_t size);
  Outcome<> write_pointer(Pointer p, Pointer value);
  Outcome<std::string> read_bytes(Pointer p, uint64_t size);
  Outcome<> write_bytes(Pointer p, std::string_view bytes);
  Outcome<std::string> read_c_string(Pointer p);
  Outcome<> copy_bytes(Pointer from, Pointer to, uint64_t size, uint64_t align, bool nonoverlapping);
  /// Exchanges two ranges byte by byte, with initialisation and provenance; where they overlap, as three copies would.
  Outcome<> swap_bytes(Pointer x, Pointer y, uint64_t size, uint64_t align);
  Outcome<Pointer> allocate(uint64_t size, uint64_t align, AllocKind kind, bool zeroed, Span span = {});
  Outcome<> deallocate(Pointer p, AllocKind kind, std::optional<uint64_t> size, std::optional<uint64_t> align);
  Outcome<> check_alignment(Pointer p, uint64_t align);
  void promise_alignment(AllocId alloc, uint64_t offset, uint64_t align) { promised_[alloc] = {offset, align}; }
  /// The unused half of a pair (`None` of a wide pointer) is padding.
  void forget_padding(Value& value);
  Outcome<> end_local(Pointer p);
  void free_local(Pointer p) { (void)end_local(p); }  // storage that nobody else ever saw
  /// Constants are checked by what is guaranteed, not by where something happens to lie.
  bool symbolic_alignment() const {
    return options.alignment == AlignmentCheck::Symbolic ||
           (const_depth_ != 0 && options.alignment == AlignmentCheck::Actual);
  }
  uint64_t effective_align(uint64_t align) const {
    return options.alignment == AlignmentCheck::Off || symbolic_alignment() ? 1 : align;
  }

  // spin.cpp: loops that only wait
  void note_load(const Reg& value);
  void note_write(const Allocation& alloc);

  // validate.cpp
  Outcome<> validate_memory(Pointer p, const TypeInfo& type);
  Outcome<> validate_value(const Value& value);
  bool is_empty_reference(TyId ty);
  Outcome<uint32_t> read_variant(const layout::Layout& layout, const Reg& tag);  // which variant a tag means

  static tl::unexpected<Stop> stop_range_at(const layout::Scalar& scalar, const char* what, const Reg& value);
  static Outcome<> stop_range(const layout::Scalar& scalar, const char* what, const Reg& value) {
    return stop_range_at(scalar, what, value);
  }

  // values.cpp: sizes of dynamically sized values, vtables
  struct SizeAlign {
    uint64_t size, align;
  };
  Outcome<SizeAlign> size_of_val(TyId ty, const Reg& meta);
  Outcome<code::VtableId> vtable_of(Pointer p);
  Outcome<code::InstanceId> function_of(Pointer p);
  Outcome<> check_vtable(code::VtableId id, uint32_t dyn_key, bool validity);
  struct DynInfo {
    uint64_t size = 0, align = 1;
    TyId ty;
    memory::FreezeMap freeze;
  };
  Outcome<const DynInfo*> dyn_info(Pointer vtable);

  // retag.cpp
  Outcome<> retag_reg(Reg& ptr, const Reg& meta, const layout::PointeePlan& pointee, const memory::RetagSpec& spec,
                      bool in_memory = false);
  Outcome<> follow(Reg& place, const Reg& ptr, const Reg& meta, const code::DerefOp& op);
  Outcome<> move_value(Value& value, const code::MoveOp& op, Pointer place);
  Outcome<> move_memory(Pointer at, const code::MoveOp& op, Pointer place);
  Outcome<> retag_value(Value& value, memory::RetagMode mode);
  Outcome<> retag_memory(Pointer p, const TypeInfo& type, memory::RetagMode mode);
  // contracts.cpp
  Outcome<> contract_place(Pointer p, const Reg& meta, const code::ContractStep& step);
  Outcome<> contract_checked(Outcome<> walked);
  Outcome<> contract_value(const Value& value, const code::ContractStep& step);
  Outcome<> scope_end(std::span<const uint32_t> scopes);
  Outcome<> protect_place(Pointer p, const TypeInfo& type, CallId call);
  Outcome<aliasing::Pointee> pointee_of(const Reg& ptr, const Reg& meta, const layout::PointeePlan& plan);
  Outcome<uint64_t> pointee_size(const layout::PointeePlan& pointee, const Reg& meta, uint64_t* align = nullptr);

  // globals.cpp: what exists once
  Outcome<Pointer> global(uint32_t index);
  Outcome<Value> const_value(DefId def, types::ArgsId args);
  Outcome<Pointer> static_pointer(DefId def);
  uint32_t copy_number();
  bool has_one_address(code::InstanceId instance);
  Outcome<Pointer> fn_pointer(code::InstanceId instance);
  Outcome<Pointer> vtable_pointer(code::VtableId vtable);
  Outcome<Pointer> str_pointer(std::string_view text, bool nul = false);
  Outcome<Pointer> location_pointer(Span span);
  Outcome<Pointer> thread_local_pointer(DefId def);
  /// For the time of its life, allocations belong to the global that is being made.
  class Making {
   public:
    enum Kind : uint64_t { Global, Static, Text, Function, Vtable, Location };
    Making(Machine& m, Kind kind, uint64_t which)
        : memory_(m.memory), before_(m.memory.set_maker(memory::AllocationNames::kGlobal | kind << 56 | which)) {}
    ~Making() { memory_.set_maker(before_); }
    Making(const Making&) = delete;
    Making& operator=(const Making&) = delete;

   private:
    memory::Memory& memory_;
    uint64_t before_;
  };
  void add_root(AllocId alloc) { roots_.push_back(alloc); }

  // calls.cpp
  /// Pushes a call of `instance` with `args`; when it returns, `on_return` is found in its frame.
  Outcome<> push_call(const Code& callee, std::span<const Value> args, const CallSite* site, Return on_return,
                      Pointer dest = {});
  Outcome<const Code*> code_of(code::InstanceId instance);
  Outcome<> check_abi(const CallSite& site, const Code& callee);
  /// A function that the system calls: `fn(argument) -> result` of the named convention; null: no result.
  Outcome<> check_callback(const Code& callee, std::string_view convention, const TypeInfo* argument,
                           const TypeInfo* result);
  /// Runs a function to its end before anything else (constants, destructors at exit). Unwinding out of it: Stop.
  Outcome<Value> call_now(const Code& callee, std::span<const Value> args, Pointer dest = {});

  // unwind.cpp
  Outcome<> start_unwind(Pointer payload);
  Outcome<> catch_unwind(Pointer try_fn, Pointer data, Pointer catch_fn);
  std::string panic_message;
  Span panic_span;

  // schedule.cpp
  Thread& thread() { return *threads_[current_]; }
  Thread& thread(uint32_t id) { return *threads_[id]; }
  uint32_t current_thread() const { return current_; }
  size_t thread_count() const { return threads_.size(); }
  Outcome<uint32_t> spawn(const Code& main, std::span<const Value> args);
  Outcome<> check_thread_limit() const;
  /// The current thread ends here, with this result; no destructors of its frames run.
  Outcome<> exit_thread(const Value& result);
  /// "thread 2 (`worker`)", for messages.
  std::string thread_label(uint32_t id) const;
  Pthreads pthreads;
  void block(Blocked why);
  void wake(uint32_t thread);
  /// The current handler must run again when `conc` says so.
  void wait_for_event(std::string what);
  /// The current thread cannot go on in this execution.
  void stay_stuck(concurrency::Stuck why, std::string what);
  void yield_now() { want_switch_ = true; }
  uint64_t now_nanos() const { return clock_nanos_; }
  uint64_t read_clock();  // takes time
  uint64_t random();

  // stops.cpp
  Span user_span() const;
  std::vector<BacktraceFrame> backtrace() const;
  void complete(StopInfo& info) const;
  tl::unexpected<Stop> stop_exit(int64_t code);
  tl::unexpected<Stop> stop_abort(std::string message, int64_t code = 134);

  boost::unordered_flat_map<std::string, Pointer> extern_cells;  // storage that handlers keep
  std::map<Tag, std::string> tag_names;                          // given by the program
  struct ExpectedUb {
    Span span;
    std::string kind;  // empty: any
  };
  std::optional<ExpectedUb> expected_ub;  // the program says that it will end so
  bool in_const() const { return const_depth_ != 0; }
  bool tracks() const { return tracks_; }

 private:
  Outcome<> arrive_at_loop(uint32_t head);
  static const std::vector<uint16_t>& live_at(const Code& code, uint32_t pc);
  enum class LoopEnd : uint8_t { Finished, Switch };
  Outcome<LoopEnd> dispatch(uint32_t stop_depth);
  Outcome<LoopEnd> dispatch_loop(uint32_t stop_depth);
  Outcome<> run_threads();
  Outcome<> thread_finished();
  tl::unexpected<Stop> stop_deadlock();
  std::optional<uint32_t> pick_thread();
  std::optional<uint32_t> pick_by_events();
  bool anybody_ready() const;
  Outcome<> check_leaks();
  void check_expectation(RunResult& result) const;
  Outcome<> push_entry();
  void refill();
  Outcome<> tick();
  // collect.cpp
  void want_collection();
  void collect_provenance();

  // calls.cpp, used by the loop
  Outcome<> enter(const CallSite& site, const Code& callee, Span span);
  Outcome<> prepare(const Code& callee);
  Outcome<> call_direct(const CallSite& site);
  Outcome<> call_pointer(const CallSite& site);
  Outcome<> call_virtual(const CallSite& site);
  Outcome<> drop_dyn(const CallSite& site);
  Outcome<> call_shim(const CallSite& site);
  Outcome<> return_value(RetKind kind, uint16_t reg);
  Outcome<> free_locals(const Frame& f);
  Outcome<bool> unwind_pop();
  Outcome<> check_unwind_through(const Frame& f);
  Outcome<> leave_frame();
  Outcome<> unwind();
  Outcome<> terminate(const char* lang);
  void grow_registers(uint32_t needed);
  Reg* regs();

  Outcome<Value> eval_const_body(code::InstanceId instance, bool writable, AllocKind kind, Pointer* where,
                                 bool keep_writable = false);
  Outcome<> check_extern_static(DefId declared, DefId defined);
  Outcome<> store_initial(Pointer p, const Value& value);

  // access.cpp, used by the loop: what a fast path could not do
  Outcome<> load_slow(Reg& out, Pointer base, const Insn& n, uint64_t size, bool is_pointer);
  Outcome<> store_slow(const Reg& value, Pointer base, const Insn& n, uint64_t size, bool is_pointer);
  Outcome<Pointer> element(Pointer base, uint64_t offset, uint64_t base_align, bool checked);
  Outcome<> load_typed(Reg* out, Pointer base, const code::MemOp& op, bool checked);
  Outcome<> store_typed(const Reg* from, Pointer base, const code::MemOp& op, bool checked);
  Outcome<> copy_typed(Pointer to, Pointer from, const code::MemOp& op, uint16_t flags);
  Outcome<Pointer> copy_argument(Pointer from, const code::MemOp& op, uint16_t flags);
  Outcome<> uninit_typed(Pointer base, const code::MemOp& op, bool checked);
  Outcome<> repeat_typed(Pointer base, const code::MemOp& op, bool checked);
  Outcome<> read_typed(Pointer base, const code::MemOp& op, bool checked);
  Outcome<Pointer> tail_address(Pointer base, const Reg& meta, const code::TailOp& op);
  Outcome<Pointer> upcast(Pointer vtable, TyId to, TyId from);

  struct Places;  // where threads stand, for the race detector
  std::unique_ptr<Places> places_;
  std::vector<std::unique_ptr<Thread>> threads_;
  uint32_t current_ = 0, running_ = 1;  // threads that have not ended
  bool want_switch_ = false, tracks_ = true, announces_ = false, main_done_ = false;
  uint32_t hooks_ = 0;  // of the model
  bool keep_writable_ = false, returns_code_ = false, unwound_main_ = false;
  Span unwind_span_;  // where the last panic began
  std::vector<BacktraceFrame> unwind_backtrace_;
  Value main_result_;
  uint32_t shutdown_turns_ = 256;  // switches after the end of the main thread
  DefId panic_fmt_;
  std::vector<code::InstanceId> evaluating_;
  uint32_t const_depth_ = 0;
  int64_t fuel_ = 0;
  uint64_t fuel_given_ = 0, steps_ = 0;
  uint64_t clock_nanos_ = 0, random_state_ = 0;
  uint32_t next_call_ = 1;
  static constexpr uint64_t kCollectionInterval = 64;  // reborrows between two provenance collections, at least
  uint64_t retags_since_collection_ = 0, collection_interval_ = kCollectionInterval;
  bool end_two_phase(Tag tag);
  std::array<Tag, 4> two_phase_{};  // the latest two-phase borrows whose call has not begun; the handlers end them
  uint8_t two_phase_next_ = 0;
  aliasing::TagSet live_tags_;
  std::vector<Allocation*> touched_;
  bool collects_ = true, collection_due_ = false;
  std::vector<uint8_t> ready_;    // by Code::index
  std::vector<Pointer> globals_;  // by global index; prov none: not made yet
  std::vector<std::optional<Value>> global_values_;
  boost::unordered_flat_map<uint64_t, Pointer> consts_;
  boost::unordered_flat_map<uint32_t, Pointer> statics_;
  boost::unordered_flat_map<uint64_t, Pointer> functions_, vtables_;  // by (id, copy)
  boost::unordered_flat_map<uint64_t, Pointer> thread_locals_;
  boost::unordered_flat_map<uint64_t, Pointer> locations_;
  boost::unordered_flat_map<std::string, Pointer> strings_;
  boost::unordered_flat_map<uint32_t, DynInfo> dyn_infos_;
  boost::unordered_flat_map<uint64_t, uint8_t> abi_checked_;
  boost::unordered_flat_map<AllocId, std::pair<uint64_t, uint64_t>> promised_;  // symbolic alignment
  std::vector<AllocId> roots_;
  /// Places that a region of a call has borrowed, for the end of the region (Types as Contracts).
  struct Borrowed {
    uint32_t scope;
    Pointer place;
    Reg meta;
    const code::ContractStep* step;
  };
  boost::unordered_flat_map<CallId, std::vector<Borrowed>> borrowed_;
};

}  // namespace assay::machine
