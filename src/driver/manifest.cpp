#include "driver/manifest.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#define TOML_EXCEPTIONS 0
#include <fmt/format.h>
#include <toml++/toml.h>

#include "lex/lexer.h"
#include "syntax/cfg.h"

namespace assay::driver {

namespace fs = std::filesystem;

namespace {

std::string text_of(const toml::node_view<const toml::node>& node, std::string fallback = {}) {
  const auto value = node.value<std::string>();
  return value ? *value : std::move(fallback);
}
std::vector<std::string> list_of(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> out;
  if (const toml::array* array = node.as_array())
    for (const toml::node& each : *array)
      if (const auto value = each.value<std::string>()) out.push_back(*value);
  return out;
}

std::optional<toml::table> parse(const std::string& file, std::string& error) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    error = "cannot read `" + file + "`";
    return std::nullopt;
  }
  const std::string text(std::istreambuf_iterator<char>(in), {});
  toml::parse_result result = toml::parse(text, file);
  if (!result) {
    const toml::parse_error& e = result.error();
    error = fmt::format("{}:{}:{}: {}", file, e.source().begin.line, e.source().begin.column, e.description());
    return std::nullopt;
  }
  return std::move(result).table();
}

/// The [workspace] that `folder` belongs to, for what its members inherit.
std::optional<toml::table> workspace_of(fs::path folder) {
  for (folder = fs::absolute(folder); folder.has_relative_path(); folder = folder.parent_path()) {
    const fs::path file = folder / "Cargo.toml";
    if (!fs::exists(file)) continue;
    std::string ignored;
    if (auto table = parse(file.string(), ignored); table && table->contains("workspace")) return table;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(Manifest& out, const toml::table& table) : out_(out), table_(table) {}

  void run() {
    package();
    library();
    if (const toml::table* features = table_["features"].as_table())
      for (const auto& [name, node] : *features)
        out_.features[std::string(name.str())] = list_of(toml::node_view<const toml::node>(node));
    dependencies(table_);
    if (const toml::table* targets = table_["target"].as_table())
      for (const auto& [predicate, node] : *targets)
        if (const toml::table* inner = node.as_table(); inner && holds(std::string(predicate.str())))
          dependencies(*inner);
    executables("bin", "src/bin", out_.bins);
    if (fs::exists(fs::path(out_.folder) / "src/main.rs") &&
        std::none_of(out_.bins.begin(), out_.bins.end(), [&](const auto& b) { return b.first == out_.name; }))
      out_.bins.insert(out_.bins.begin(), {out_.name, path("src/main.rs")});
    executables("test", "tests", out_.tests);
  }

 private:
  std::string path(const std::string& relative) const {
    return (fs::path(out_.folder) / relative).lexically_normal().string();
  }

  void package() {
    const auto package = table_["package"];
    std::string edition = text_of(package["edition"], "2015");
    out_.version = text_of(package["version"], "0.0.0");
    const bool inherits =
        package["edition"]["workspace"].value_or(false) || package["version"]["workspace"].value_or(false);
    if (inherits) {
      workspace();
      const toml::table empty;
      const auto shared = (workspace_ ? *workspace_ : empty)["workspace"]["package"];
      if (package["edition"]["workspace"].value_or(false))
        edition = text_of(toml::node_view<const toml::node>(shared["edition"].node()), "2015");
      if (package["version"]["workspace"].value_or(false))
        out_.version = text_of(toml::node_view<const toml::node>(shared["version"].node()), "0.0.0");
    }
    out_.edition = edition == "2018"   ? Edition::E2018
                   : edition == "2021" ? Edition::E2021
                   : edition == "2024" ? Edition::E2024
                                       : Edition::E2015;
    const auto build = package["build"];
    if (const auto script = build.value<std::string>())
      out_.build_script = *script;
    else if (!(build.is_boolean() && !build.value_or(true)) && fs::exists(fs::path(out_.folder) / "build.rs"))
      out_.build_script = "build.rs";
  }
  void workspace() {
    if (!workspace_) workspace_ = workspace_of(out_.folder);
  }

  void library() {
    const auto lib = table_["lib"];
    out_.lib_name = text_of(lib["name"], out_.name);
    std::replace(out_.lib_name.begin(), out_.lib_name.end(), '-', '_');
    out_.proc_macro = lib["proc-macro"].value_or(false) || lib["proc_macro"].value_or(false);
    const std::string file = path(text_of(lib["path"], "src/lib.rs"));
    if (fs::exists(file)) out_.lib = file;
  }

  void dependencies(const toml::table& in) {
    list(in, "dependencies", false);
    list(in, "dev-dependencies", true);
    list(in, "dev_dependencies", true);
  }
  void list(const toml::table& in, const char* key, bool dev) {
    const toml::table* table = in[key].as_table();
    if (!table) return;
    for (const auto& [name, node] : *table) {
      Dependency d;
      d.name = d.package = std::string(name.str());
      d.dev = dev;
      if (const auto version = node.value<std::string>()) {
        d.version = *version;
      } else if (const toml::table* entry = node.as_table()) {
        if ((*entry)["workspace"].value_or(false)) {
          workspace();
          if (workspace_) {
            const auto shared = (*workspace_)["workspace"]["dependencies"][name.str()];
            if (const auto version = shared.value<std::string>()) d.version = *version;
            if (const toml::table* more = shared.as_table()) fill(d, *more);
          }
        }
        fill(d, *entry);
      }
      out_.dependencies.push_back(std::move(d));
    }
  }
  void fill(Dependency& d, const toml::table& entry) {
    d.version = entry["version"].value_or(d.version);
    d.path = entry["path"].value_or(d.path);
    d.package = entry["package"].value_or(d.package);
    d.optional = entry["optional"].value_or(d.optional);
    d.default_features = entry["default-features"].value_or(entry["default_features"].value_or(d.default_features));
    for (std::string& feature : list_of(entry["features"])) d.features.push_back(std::move(feature));
  }

  /// `cfg(...)` or the name of a platform.
  bool holds(const std::string& predicate) {
    if (!predicate.starts_with("cfg(") || !predicate.ends_with(")")) return predicate == "x86_64-unknown-linux-gnu";
    Session session;
    const TokenBuffer tokens =
        lex::lex_snippet(session, std::string_view(predicate).substr(4, predicate.size() - 5), {}, {}, {});
    return syntax::cfg_holds(session, tokens) && !session.diags.any();
  }

  void executables(const char* key, const char* folder, std::vector<std::pair<std::string, std::string>>& out) {
    if (const toml::array* array = table_[key].as_array())
      for (const toml::node& node : *array) {
        const toml::table* entry = node.as_table();
        if (!entry) continue;
        const std::string name = (*entry)["name"].value_or(std::string());
        std::string file = (*entry)["path"].value_or(std::string());
        if (file.empty()) file = std::string(folder) + "/" + name + ".rs";
        if (!fs::exists(path(file)) && std::string_view(key) == "bin" && name == out_.name) file = "src/main.rs";
        if (const auto features = list_of((*entry)["required-features"]); !features.empty()) continue;
        if (fs::exists(path(file))) out.emplace_back(name, path(file));
      }
    std::error_code ignored;
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& each : fs::directory_iterator(fs::path(out_.folder) / folder, ignored)) {
      if (each.path().extension() == ".rs")
        found.emplace_back(each.path().stem().string(), each.path().lexically_normal().string());
      else if (fs::exists(each.path() / "main.rs"))
        found.emplace_back(each.path().filename().string(), (each.path() / "main.rs").lexically_normal().string());
    }
    std::sort(found.begin(), found.end());
    const bool automatic = table_["package"][std::string("auto") + key + "s"].value_or(true);
    const toml::array* array = table_[key].as_array();
    for (auto& each : found) {
      if (!automatic) break;
      bool named = false;  // whether it is listed and taken already, or left out for its features
      if (array)
        for (const toml::node& node : *array)
          if (const toml::table* entry = node.as_table())
            named = named || (*entry)["name"].value_or(std::string()) == each.first ||
                    path((*entry)["path"].value_or(std::string())) == each.second;
      if (!named) out.push_back(std::move(each));
    }
  }

  Manifest& out_;
  const toml::table& table_;
  std::optional<toml::table> workspace_;
};

// ---- versions ------------------------------------------------------------------------------------------------
using Version = std::array<uint64_t, 3>;

/// The numbers of "1.2.3-alpha+x"; `parts`: how many were given.
Version version_of(std::string_view text, size_t& parts) {
  Version out{};
  parts = 0;
  size_t at = 0;
  while (parts < 3 && at < text.size() && text[at] >= '0' && text[at] <= '9') {
    uint64_t n = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') n = n * 10 + static_cast<uint64_t>(text[at++] - '0');
    out[parts++] = n;
    if (at < text.size() && text[at] == '.') ++at;
  }
  return out;
}

bool satisfies_one(const Version& v, std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty() || text == "*") return true;
  const size_t start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return true;
  std::string_view op = text.substr(0, start);
  while (!op.empty() && op.back() == ' ') op.remove_suffix(1);
  size_t parts = 0;
  const Version wanted = version_of(text.substr(start), parts);
  if (op == ">=") return v >= wanted;
  if (op == ">") return v > wanted;
  if (op == "<") return v < wanted;
  if (op == "<=") return v <= wanted;
  if (op == "=") return std::equal(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(parts), v.begin());
  if (v < wanted) return false;
  // Compatible: the first number that is not 0 stays; `~` keeps the minor number as well.
  size_t fixed = 0;
  while (fixed + 1 < parts && wanted[fixed] == 0) ++fixed;
  if (op == "~" && parts > 1) fixed = 1;
  return std::equal(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(fixed) + 1, v.begin());
}
bool satisfies(const Version& v, std::string_view requirement) {
  while (true) {
    const size_t comma = requirement.find(',');
    if (!satisfies_one(v, requirement.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    requirement.remove_prefix(comma + 1);
  }
}

}  // namespace

bool read_manifest(const std::string& file, Manifest& manifest, std::string& error) {
  const std::optional<toml::table> table = parse(file, error);
  if (!table) return false;
  manifest.file = file;
  manifest.folder = fs::path(file).parent_path().string();
  if (manifest.folder.empty()) manifest.folder = ".";
  const auto name = (*table)["package"]["name"].value<std::string>();
  if (!name) {
    error = table->contains("workspace") ? file + ": this is a workspace without a package; name one of its members"
                                         : file + ": `package.name` is missing";
    return false;
  }
  manifest.name = *name;
  Reader(manifest, *table).run();
  return true;
}

std::vector<std::string> vendored_sources(const std::string& folder) {
  std::vector<std::string> out;
  for (fs::path at = fs::absolute(folder.empty() ? "." : folder);; at = at.parent_path()) {
    for (const char* name : {".cargo/config.toml", ".cargo/config"}) {
      std::string ignored;
      if (!fs::exists(at / name)) continue;
      const std::optional<toml::table> table = parse((at / name).string(), ignored);
      if (!table) continue;
      if (const toml::table* sources = (*table)["source"].as_table())
        for (const auto& [key, node] : *sources)
          if (const toml::table* source = node.as_table())
            if (const auto directory = (*source)["directory"].value<std::string>())
              out.push_back((at / *directory).lexically_normal().string());
      break;
    }
    if (!at.has_relative_path()) break;
  }
  return out;
}

std::string find_vendored(const std::vector<std::string>& folders, const std::string& package,
                          const std::string& requirement) {
  std::string best;
  Version best_version{};
  for (const std::string& folder : folders) {
    std::error_code ignored;
    for (const auto& each : fs::directory_iterator(folder, ignored)) {
      const std::string name = each.path().filename().string();
      if (!name.starts_with(package)) continue;
      const fs::path file = each.path() / "Cargo.toml";
      if (!fs::exists(file, ignored)) continue;
      std::string error;
      const std::optional<toml::table> table = parse(file.string(), error);
      if (!table || (*table)["package"]["name"].value_or(std::string()) != package) continue;
      size_t parts = 0;
      const Version v = version_of((*table)["package"]["version"].value_or(std::string()), parts);
      if (!satisfies(v, requirement) || (!best.empty() && v <= best_version)) continue;
      best = file.lexically_normal().string();
      best_version = v;
    }
  }
  return best;
}

}  // namespace assay::driver
