// A Cargo package as the front end wants it: every crate with its root file, edition, features and dependencies.
// Source: the Cargo book, "the manifest format", "features", "source replacement". Build scripts and procedural macros
// are not run.
#pragma once
#include <string>
#include <vector>

#include "diag/session.h"

namespace assay::driver {

struct PackageOptions {
  std::vector<std::string> features;
  bool all_features = false, default_features = true;
  std::vector<std::string> vendor;     // folders of crates, besides those that .cargo/config.toml names
  std::vector<std::string> build_cfg;  // "crate/name" or "crate/name=value": what build scripts would set
};

/// Something to compile: a crate and everything that it depends on.
struct Target {
  enum class Kind : uint8_t { Lib, Bin, Test } kind = Kind::Lib;
  std::string name;
  std::vector<CrateSource> crates;  // for FrontOptions: dependencies first, the target last
};

struct Package {
  std::string name, version, folder;
  std::vector<Target> targets;        // the library first
  std::vector<std::string> warnings;  // build scripts that are not run
};

/// Where the manifest of `path` is (a folder, or a Cargo.toml itself); empty if `path` is no package.
std::string manifest_of(const std::string& path);

/// Reads the manifest and those of all dependencies. False: `error` says what is wrong with it. With `with_dev`, the
/// targets see the dev-dependencies and integration tests are among them.
bool load_package(const std::string& manifest, const PackageOptions& options, bool with_dev, Package& package,
                  std::string& error);

}  // namespace assay::driver
