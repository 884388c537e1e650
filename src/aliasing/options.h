// The choices that models leave open, by name. `--model-option NAME=VALUE` sets one; a new one is a field here and a
// row in options.cpp. The meaning of each is in the pages of docs/models.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace assay::aliasing {

/// How far a retag descends into values: into everything, into what travels in registers, not at all.
enum class RetagDepth : uint8_t { All, Scalar, None };
/// How long a reference lives: by its uses (regions), until its call returns, or as short as suits the program.
enum class AcaLifetimes : uint8_t { Liveness, Static, Angelic };
enum class BoxProtector : uint8_t { None, Weak, Strong };

struct ModelOptions {
  // stacked, tree
  RetagDepth retag_fields = RetagDepth::All;
  bool box_unique = true;  // off: a Box is a raw pointer
  bool protectors = true;  // off: arguments are not protected
  BoxProtector box_protector = BoxProtector::Weak;
  // stacked
  bool protect_cells = false;  // the bytes of cells behind a `&` argument are protected too
  bool untagged_raw = false;   // all raw pointers share one tag
  // tree
  bool tree_precise_interior_mut = true;          // off: a type with any cell is all cell
  bool tree_implicit_writes = false;              // protected `&mut` and `Box` start Active, a write
  bool tree_box_custom_allocator_unique = false;  // a Box with its own allocator is retagged too
  // stacked-2018, unique-id
  bool read_frozen_ok = true;  // everybody may read what is frozen, and it stays frozen
  bool tag_mode_enum = false;  // stacked-2018: the tag knows what it is, not the type
  // timestamp
  bool timestamp_mut = true;        // off: the stated part alone, nothing about `&mut`
  bool timestamp_protect = false;   // reference arguments are accessed again when the call ends
  bool owning_transparent = false;  // a Box loaded through a shared reference inherits its time
  // contracts
  bool contracts_relaxed = false;  // functions with unsafe code are validated at entry only
  // aca
  AcaLifetimes aca_lifetimes = AcaLifetimes::Liveness;
};

struct ModelOptionInfo {
  const char* name;
  const char* models;  // comma-separated
  const char* values;  // separated by `|`, the default first
  const char* what;
};
std::span<const ModelOptionInfo> model_options();

/// Sets what "name=value" says. Returns what is wrong with it, or nothing: an unknown name is told the nearest one; a
/// name that means nothing to `model` (empty: any) is an error.
std::string set_model_option(ModelOptions& options, std::string_view text, std::string_view model = {});

}  // namespace assay::aliasing
