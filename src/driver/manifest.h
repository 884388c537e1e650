// What a Cargo.toml says, as far as it matters for what a program means.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "diag/session.h"

namespace assay::driver {

struct Dependency {
  std::string name;     // here
  std::string package;  // there
  std::string version, path;
  std::vector<std::string> features;
  bool optional = false, default_features = true, dev = false;
};

struct Manifest {
  std::string file, folder;
  std::string name, version;
  Edition edition = Edition::E2015;
  std::string lib_name, lib;  // lib: its root file, empty if there is none
  bool proc_macro = false;
  std::string build_script;
  std::map<std::string, std::vector<std::string>> features;
  std::vector<Dependency> dependencies;                          // of this platform; dev-dependencies among them
  std::vector<std::pair<std::string, std::string>> bins, tests;  // name, file
};

/// False: `error` says what is wrong, with file and line.
bool read_manifest(const std::string& file, Manifest& manifest, std::string& error);

/// The folders that `.cargo/config.toml` of `folder` or above put in place of the registry.
std::vector<std::string> vendored_sources(const std::string& folder);

/// The manifest of the newest `package` in `folders` that satisfies `requirement` ("1.2", "^0.3", "=1.0.4", ">= 0.7, <
/// 0.9", "*"), or empty.
std::string find_vendored(const std::vector<std::string>& folders, const std::string& package,
                          const std::string& requirement);

}  // namespace assay::driver
