// Compiles instances when first called and keeps what came of it. Shared by all executions of a program: code holds no
// addresses; what exists once per execution is named by an index into `globals`.
#pragma once
#include <deque>
#include <memory>

#include "code/bytecode.h"
#include "regions/regions.h"

namespace assay::code {

/// How far a retag descends into values: into everything, into what travels in registers, not at all.
enum class RetagFields : uint8_t { All, Scalar, None };
/// Places that an aliasing model wants to see besides accesses and retags. What nobody asked for is not compiled.
struct ModelPlaces {
  // pointers in values that move there
  bool load = false, load_to_deref = false, store = false, arg_out = false, ret_out = false;
  bool deref = false;  // pointers that are followed
  bool calls = false;  // the beginning and end of every call
};
/// Types as Contracts: where values are validated. Relaxed: functions with unsafe code only at entry.
enum class Contracts : uint8_t { Off, Strict, Relaxed };
struct CodeOptions {
  bool validate = true;
  bool check_alignment = true;
  bool promote = true;  // locals in registers; off with --slow
  bool recursive_validation = false;
  bool fuse = true;  // superinstructions and copy propagation
  RetagFields retag_fields = RetagFields::All;
  ModelPlaces places;
  bool regions = false;  // where lifetimes end, for models that ask
  Contracts contracts = Contracts::Off;
};

class CodeCache {
 public:
  CodeCache(mono::Program& program, const CodeOptions& options);
  ~CodeCache();
  mono::Program& program;
  const CodeOptions options;
  const std::unique_ptr<regions::RegionAnalysis> regions;  // null: not asked for

  /// The code of an instance, compiled now if need be. Stops: unsupported, compile-error.
  Outcome<const Code*> code(InstanceId instance);
  /// Null where the layout cannot be computed.
  const TypeInfo* type(TyId ty);
  /// The digest for reborrowing a pointer of a kind to a pointee; lives as long as the cache.
  const memory::RetagSpec& spec(const layout::PointeePlan& pointee, memory::PtrKind kind, memory::RetagMode mode,
                                bool box_global);
  uint32_t global(const GlobalKey& key);
  const GlobalKey& global(uint32_t index) const { return globals_[index]; }
  uint32_t global_count() const { return static_cast<uint32_t>(globals_.size()); }
  uint32_t code_count() const { return static_cast<uint32_t>(codes_.size()); }
  /// A function's definition for a symbol (`#[no_mangle]`, `export_name`), or none; likewise statics.
  DefId exported(std::string_view symbol, bool is_static);
  /// The symbol that a foreign item is linked by.
  std::string link_name(DefId def);
  bool is_intrinsic(DefId def);
  /// A function of the program's own module `assay` that the machine gives a meaning: its name as an intrinsic.
  std::string helper_name(DefId def);
  bool is_track_caller(InstanceId instance);
  bool is_rust_call(InstanceId instance);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::deque<std::unique_ptr<Code>> codes_;
  std::deque<GlobalKey> globals_;
};

/// One instruction per line, for dumps.
std::string disassemble(const Code& code);

}  // namespace assay::code
