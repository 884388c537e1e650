// The commands on Cargo packages: flags, which targets to run, and how the results of tests are written down.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "driver/package.h"
#include "driver/tests.h"

namespace assay::cli {

struct PackageFlags {
  driver::PackageOptions options;
  std::string features, bin;
  bool no_default_features = false;
};
struct TestFlags {
  driver::TestOptions how;
  std::vector<std::string> test;  // integration tests by name
  bool lib = false;
  std::string output;  // a file for the results as JSON
};

void add_package_options(CLI::App* app, PackageFlags& flags);
void add_test_options(CLI::App* app, TestFlags& flags);

/// Makes `options` those of the package's program. False: `error` says why there is none.
bool program_of_package(const std::string& manifest, PackageFlags& flags, driver::Options& options, std::string& error);

/// `assay test`: the tests of a file, or of all targets of a package. The exit code.
int test(const driver::Options& options, PackageFlags& package, const TestFlags& flags, FileProvider& files);

}  // namespace assay::cli
