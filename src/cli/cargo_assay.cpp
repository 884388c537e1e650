// `cargo assay test ...` is `assay test PACKAGE ...` in the package of the current folder.
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  int at = 1;
  if (at < argc && std::strcmp(argv[at], "assay") == 0) ++at;  // cargo passes the subcommand's name
  const std::string command = at < argc ? argv[at++] : "";
  if (command != "test" && command != "run") {
    std::fprintf(stderr, "usage: cargo assay test|run [--manifest-path FILE] [options of `assay test`]\n");
    return 2;
  }
  std::string manifest;
  std::vector<std::string> rest;
  for (; at < argc; ++at) {
    const std::string arg = argv[at];
    if (arg == "--manifest-path" && at + 1 < argc)
      manifest = argv[++at];
    else if (arg != "--")  // libtest's options are ours
      rest.push_back(arg);
  }
  std::error_code error;
  if (manifest.empty())
    for (fs::path folder = fs::current_path(error); !error; folder = folder.parent_path()) {
      if (fs::exists(folder / "Cargo.toml")) {
        manifest = (folder / "Cargo.toml").string();
        break;
      }
      if (!folder.has_relative_path()) break;
    }
  if (manifest.empty()) {
    std::fprintf(stderr, "cargo assay: no Cargo.toml here or above\n");
    return 2;
  }
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = self.parent_path() / "assay";
  std::vector<std::string> words{fs::exists(beside, error) ? beside.string() : "assay", command, manifest};
  words.insert(words.end(), rest.begin(), rest.end());
  std::vector<char*> args;
  for (std::string& word : words) args.push_back(word.data());
  args.push_back(nullptr);
  execvp(args[0], args.data());
  std::perror("cargo assay: cannot start assay");
  return 2;
}
