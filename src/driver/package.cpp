#include "driver/package.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "driver/manifest.h"

namespace assay::driver {

namespace fs = std::filesystem;

namespace {

std::string crate_name(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// One package of the graph, with the features that somebody asks of it.
struct Node {
  Manifest manifest;
  std::set<std::string> features;
  std::map<std::string, uint32_t> deps;      // by local name; only those that are switched on
  std::map<std::string, std::string> lacks;  // likewise
  std::map<std::string, std::set<std::string>>
      asked;  // features of optional dependencies: "dep/feature", "dep?/feature"
  bool is_root = false;
};

class Graph {
 public:
  Graph(const PackageOptions& options, bool with_dev) : options_(options), with_dev_(with_dev) {}

  bool load(const std::string& manifest, std::string& error) {
    vendor_ = options_.vendor;
    for (const std::string& folder : vendored_sources(fs::path(manifest).parent_path().string()))
      vendor_.push_back(folder);
    Node root;
    if (!read_manifest(manifest, root.manifest, error)) return false;
    root.is_root = true;
    nodes_.push_back(std::move(root));
    if (options_.all_features) {
      for (const auto& [name, list] : nodes_[0].manifest.features) enable(0, name);
      for (const Dependency& d : nodes_[0].manifest.dependencies)
        if (d.optional) enable(0, d.name);
    } else if (options_.default_features) {
      enable(0, "default");
    }
    for (const std::string& feature : options_.features) enable(0, feature);
    visit(0);
    error = error_;
    return error_.empty();
  }

  /// The crates below `node` in dependency order, then `node` itself; `index` says where each stands.
  void order(uint32_t node, std::vector<CrateSource>& out, std::map<uint32_t, uint32_t>& index) {
    if (index.contains(node)) return;
    for (const auto& [local, dep] : nodes_[node].deps)
      if (!(nodes_[node].is_root && is_dev_only(local))) order(dep, out, index);
    if (nodes_[node].manifest.lib.empty()) return;
    out.push_back(source(node, nodes_[node].manifest.lib_name, nodes_[node].manifest.lib, index, false));
    index.emplace(node, static_cast<uint32_t>(out.size() - 1));
  }

  Target target(Target::Kind kind, const std::string& name, const std::string& root_file) {
    Target target{kind, name, {}};
    std::map<uint32_t, uint32_t> index;
    for (const auto& [local, dep] : nodes_[0].deps) order(dep, target.crates, index);
    if (kind != Target::Kind::Lib) order(0, target.crates, index);
    CrateSource own = source(0, crate_name(name), root_file, index, true);
    if (kind != Target::Kind::Lib)
      if (auto it = index.find(0); it != index.end()) own.deps.emplace_back(nodes_[0].manifest.lib_name, it->second);
    target.crates.push_back(std::move(own));
    return target;
  }

  const Manifest& root() const { return nodes_[0].manifest; }
  std::vector<std::string> warnings;

 private:
  bool is_dev_only(const std::string& local) const {
    for (const Dependency& d : nodes_[0].manifest.dependencies)
      if (crate_name(d.name) == local && !d.dev) return false;
    return true;
  }

  CrateSource source(uint32_t node, const std::string& name, const std::string& root,
                     const std::map<uint32_t, uint32_t>& index, bool with_dev) {
    const Node& n = nodes_[node];
    CrateSource out{.name = name, .root = root, .edition = n.manifest.edition};
    for (const std::string& feature : n.features) out.cfg.emplace_back("feature", feature);
    for (const char* tool : {"miri", "assay"}) out.cfg.emplace_back(tool, "");
    for (const std::string& each : options_.build_cfg) {
      const size_t slash = each.find('/');
      if (slash == std::string::npos || each.substr(0, slash) != n.manifest.name) continue;
      const std::string setting = each.substr(slash + 1);
      const size_t eq = setting.find('=');
      out.cfg.emplace_back(setting.substr(0, eq), eq == std::string::npos ? "" : setting.substr(eq + 1));
    }
    for (const auto& [local, dep] : n.deps) {
      if (n.is_root && !with_dev && is_dev_only(local)) continue;
      if (auto it = index.find(dep); it != index.end()) out.deps.emplace_back(local, it->second);
    }
    for (const auto& [local, feature] : n.lacks) out.lacks.emplace_back(local, feature);
    const std::string& v = n.manifest.version;
    std::array<std::string, 3> parts;
    size_t at = 0;
    for (std::string& part : parts) {
      const size_t end = v.find_first_of(".-+", at);
      part = v.substr(at, end - at);
      at = end == std::string::npos ? v.size() : end + 1;
    }
    out.env = {{"CARGO_PKG_NAME", n.manifest.name},
               {"CARGO_PKG_VERSION", v},
               {"CARGO_PKG_VERSION_MAJOR", parts[0]},
               {"CARGO_PKG_VERSION_MINOR", parts[1]},
               {"CARGO_PKG_VERSION_PATCH", parts[2]},
               {"CARGO_MANIFEST_DIR", n.manifest.folder},
               {"CARGO_CRATE_NAME", name}};
    return out;
  }

  // ---- features ----------------------------------------------------------------------------------------------
  void enable(uint32_t node, const std::string& feature) {
    if (feature.starts_with("dep:")) {
      nodes_[node].asked[feature.substr(4)];
      return;
    }
    if (const size_t slash = feature.find('/'); slash != std::string::npos) {
      std::string dep = feature.substr(0, slash);
      const bool weak = dep.ends_with("?");
      if (weak) dep.pop_back();
      if (!weak) nodes_[node].features.insert(dep);
      if (!weak) nodes_[node].asked[dep];
      weak_[{node, dep}].insert(feature.substr(slash + 1));
      return;
    }
    const auto known = nodes_[node].manifest.features.find(feature);
    const bool is_dep =
        std::any_of(nodes_[node].manifest.dependencies.begin(), nodes_[node].manifest.dependencies.end(),
                    [&](const Dependency& d) { return d.optional && d.name == feature; });
    if (known == nodes_[node].manifest.features.end() && !is_dep) return;
    if (!nodes_[node].features.insert(feature).second) return;
    if (is_dep) nodes_[node].asked[feature];
    if (known != nodes_[node].manifest.features.end())
      for (const std::string& implied : std::vector<std::string>(known->second)) enable(node, implied);
  }

  void visit(uint32_t node) {
    const std::vector<Dependency> list = nodes_[node].manifest.dependencies;
    for (const Dependency& d : list) {
      if (d.dev && !(nodes_[node].is_root && with_dev_)) continue;
      if (d.optional && !nodes_[node].asked.contains(d.name)) continue;
      const std::string local = crate_name(d.name);
      // The subset of it that the machine knows is predeclared.
      if (d.package == "libc") continue;
      const std::optional<uint32_t> found = find(node, d);
      if (!found) {
        if (!nodes_[node].deps.contains(local)) nodes_[node].lacks.emplace(local, "crate:" + d.package);
        continue;
      }
      if (nodes_[*found].manifest.proc_macro) {
        nodes_[node].lacks.emplace(local, "proc-macro:" + d.package);
        continue;
      }
      nodes_[node].lacks.erase(local);
      nodes_[node].deps.emplace(local, *found);
      const size_t before = nodes_[*found].features.size() + nodes_[*found].asked.size();
      if (d.default_features) enable(*found, "default");
      for (const std::string& feature : d.features) enable(*found, feature);
      for (const std::string& feature : weak_[{node, d.name}]) enable(*found, feature);
      const size_t after = nodes_[*found].features.size() + nodes_[*found].asked.size();
      if (visited_.insert(*found).second || before != after) visit(*found);
    }
  }

  std::optional<uint32_t> find(uint32_t from, const Dependency& d) {
    std::string manifest;
    if (!d.path.empty()) {
      const fs::path file = fs::path(nodes_[from].manifest.folder) / d.path / "Cargo.toml";
      if (fs::exists(file)) manifest = file.lexically_normal().string();
    }
    if (manifest.empty()) manifest = find_vendored(vendor_, d.package, d.version);
    if (manifest.empty()) return std::nullopt;
    for (uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].manifest.file == manifest) return i;
    Node node;
    std::string error;
    if (!read_manifest(manifest, node.manifest, error)) {
      if (error_.empty()) error_ = error;
      return std::nullopt;
    }
    if (!node.manifest.build_script.empty() && !node.manifest.proc_macro)
      warnings.push_back("the build script of `" + node.manifest.name + "` is not run");
    nodes_.push_back(std::move(node));
    return static_cast<uint32_t>(nodes_.size() - 1);
  }

  const PackageOptions& options_;
  bool with_dev_;
  std::vector<std::string> vendor_;
  std::vector<Node> nodes_;  // the first is the package
  std::map<std::pair<uint32_t, std::string>, std::set<std::string>> weak_;
  std::set<uint32_t> visited_;
  std::string error_;
};

}  // namespace

std::string manifest_of(const std::string& path) {
  std::error_code ignored;
  const fs::path p(path);
  if (fs::is_directory(p, ignored) && fs::exists(p / "Cargo.toml", ignored))
    return (p / "Cargo.toml").lexically_normal().string();
  if (p.filename() == "Cargo.toml" && fs::exists(p, ignored)) return p.lexically_normal().string();
  return {};
}

bool load_package(const std::string& manifest, const PackageOptions& options, bool with_dev, Package& package,
                  std::string& error) {
  Graph graph(options, with_dev);
  if (!graph.load(manifest, error)) return false;
  const Manifest& root = graph.root();
  package.name = root.name;
  package.version = root.version;
  package.folder = root.folder;
  if (!root.build_script.empty()) package.warnings.push_back("the build script of `" + root.name + "` is not run");
  package.warnings.insert(package.warnings.end(), graph.warnings.begin(), graph.warnings.end());
  if (root.proc_macro) {
    error = "`" + root.name + "` is a procedural macro: those are not run (unsupported: proc-macro:" + root.name + ")";
    return false;
  }
  if (!root.lib.empty()) package.targets.push_back(graph.target(Target::Kind::Lib, root.lib_name, root.lib));
  for (const auto& [name, file] : root.bins) package.targets.push_back(graph.target(Target::Kind::Bin, name, file));
  if (with_dev)
    for (const auto& [name, file] : root.tests) package.targets.push_back(graph.target(Target::Kind::Test, name, file));
  return true;
}

}  // namespace assay::driver
