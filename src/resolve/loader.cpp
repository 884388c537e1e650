// Where do crates and modules come from? Files through the FileProvider, rustc's rules for `mod m;` and #[path].
#include "resolve/loader.h"

#include <string>

#include "resolve/collector.h"
#include "syntax/cfg.h"
#include "syntax/parser.h"

namespace assay::resolve {

namespace {

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// `directory/name` with `.` and `..` of `name` taken away where they can be.
std::string join(std::string directory, std::string_view name) {
  if (!name.empty() && name[0] == '/') return std::string(name);
  while (!name.empty()) {
    const size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    name = slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    const size_t last = directory.rfind('/');
    const std::string_view tail = std::string_view(directory).substr(last == std::string::npos ? 0 : last + 1);
    if (part == ".." && !directory.empty() && tail != "..") {
      directory = last == std::string::npos ? std::string() : last == 0 ? "/" : directory.substr(0, last);
      continue;
    }
    if (!directory.empty() && directory.back() != '/') directory += '/';
    directory += part;
  }
  return directory;
}

FileProvider* files_of(Context& cx, const Module& module) {
  return cx.is_user(module.crate) ? cx.user_files : cx.library_files;
}

const ast::Crate* parse(Context& cx, const std::string& path, std::string text, bool is_library, Edition edition) {
  const SourceFile& file = cx.session.sources.add(path, std::move(text), is_library);
  return cx.session.arena.make<ast::Crate>(syntax::parse_file(cx.session, file, edition));
}

std::optional<std::string_view> path_attribute(Context& cx, const ast::Item& item) {
  const ast::Attribute* attribute = syntax::find_attribute(item.attrs, cx.names.path);
  if (!attribute) return {};
  const auto value = syntax::attribute_value(*attribute);
  if (!value) return {};
  return cx.text(*value);
}

void set_prelude_macros(Context& cx, CrateId crate) {
  auto& roots = cx.crates[crate.raw].macro_roots;
  const hir::CrateInfo& info = cx.defs.crates[crate];
  if (info.no_core && info.name != cx.names.core) return;
  size_t n = 0;
  for (SymbolId name : {cx.names.std, cx.names.core}) {
    if (name == cx.names.std && (info.no_std || info.name == cx.names.core || info.name == cx.names.alloc)) continue;
    if (auto it = cx.crate_roots.find(name); it != cx.crate_roots.end()) roots[n++] = it->second;
  }
  if (info.name == cx.names.alloc || info.name == cx.names.core || info.name == cx.names.std) {
    if (n < roots.size()) roots[n++] = cx.root_of(crate);
  }
}

}  // namespace

CrateId load_crate(Context& cx, FileProvider& files, std::string_view name, const std::string& path, bool is_user,
                   const CrateSource* source, std::span<const CrateId> earlier) {
  const InCrate in_crate(cx, source);
  auto text = files.read(path);
  if (!text) {
    if (is_user) cx.session.diags.error({}, "couldn't read `" + path + "`");
    return {};
  }
  const Edition edition = source ? source->edition : is_user ? cx.session.options.edition : Edition::E2024;
  SymbolId symbol = cx.sym(name);
  while (cx.crate_roots.contains(symbol)) symbol = cx.sym(std::string(cx.text(symbol)) + "_");
  const CrateId crate = cx.defs.crates.push({.name = symbol, .edition = edition, .is_user = is_user});
  cx.crates.resize(crate.raw + 1);
  if (is_user) cx.user = crate;
  if (source) {
    Context::CrateState& state = cx.crates[crate.raw];
    state.source = source;
    for (const auto& [local, index] : source->deps)
      if (earlier[index]) state.deps.emplace(cx.sym(local), cx.root_of(earlier[index]));
    for (const auto& [local, feature] : source->lacks) state.lacks.emplace(cx.sym(local), cx.sym(feature));
  }

  const ast::Crate* ast = parse(cx, path, std::move(*text), !is_user, edition);
  hir::CrateInfo& info = cx.defs.crates[crate];
  info.no_std = syntax::find_attribute(ast->attrs, cx.names.no_std) != nullptr;
  info.no_core = syntax::find_attribute(ast->attrs, cx.names.no_core) != nullptr;
  info.no_main = syntax::find_attribute(ast->attrs, cx.names.no_main) != nullptr;

  hir::Def def{.kind = hir::DefKind::Mod, .crate = crate, .name = symbol, .span = ast->span};
  def.is_pub = true;
  def.attrs = &ast->attrs;
  const DefId root = cx.add_def(std::move(def), nullptr, nullptr);
  cx.defs.crates[crate].root = root;
  Module* module = cx.new_module(Module::Kind::Mod, nullptr, root);
  module->crate = crate;
  module->edition = edition;
  module->file_dir = module->child_dir = directory_of(path);
  cx.info_of(root).own = module;
  cx.crates[crate.raw].root = module;
  cx.crate_roots.emplace(symbol, module);
  set_prelude_macros(cx, crate);
  if (edition == Edition::E2015) {
    // Paths of edition 2015 reach std through the item that is injected into the root.
    const SymbolId std_name = cx.defs.crates[crate].no_std ? cx.names.core : cx.names.std;
    if (auto it = cx.crate_roots.find(std_name); it != cx.crate_roots.end())
      module->names[std_name].own[0] = {.res = hir::Res{.kind = hir::Res::Kind::Def, .def = it->second->def},
                                        .within = module};
  }

  Collector collector(cx);
  const TextualScope* textual = nullptr;
  collector.collect(module, root, ast->items, textual);
  collector.finish_pending();
  for (auto& each : cx.modules)
    if (each->crate == crate) each->complete = true;
  if (is_user) check_imports(cx, crate);
  return crate;
}

Module* load_predeclared_crate(Context& cx, SymbolId name) {
  if ((name != cx.names.libc && name != cx.names.assay) || !cx.library_files || !cx.user) return nullptr;
  if (!cx.tried_crates.insert(name).second) return nullptr;
  const std::string_view text = cx.text(name);
  const CrateId crate =
      load_crate(cx, *cx.library_files, text, "rustlib/" + std::string(text) + "/lib.rs", /*is_user=*/false);
  return crate ? cx.root_of(crate) : nullptr;
}

const ast::Crate* load_module_file(Context& cx, const Module& parent, const ast::Item& item, Module& child) {
  FileProvider* files = files_of(cx, parent);
  const std::string name(cx.text(item.name.name));
  const bool is_library = !cx.is_user(parent.crate);
  if (!files) return nullptr;
  child.in_inline = false;
  if (const auto path = path_attribute(cx, item)) {
    const std::string file = join(parent.in_inline ? parent.child_dir : parent.file_dir, *path);
    child.file_dir = child.child_dir = directory_of(file);
    if (auto text = files->read(file)) return parse(cx, file, std::move(*text), is_library, parent.edition);
    cx.session.diags.error(item.span, "couldn't read `" + file + "`", "E0583");
    return nullptr;
  }
  child.child_dir = join(parent.child_dir, name);
  std::string file = join(parent.child_dir, name + ".rs");
  child.file_dir = parent.child_dir;
  if (auto text = files->read(file)) return parse(cx, file, std::move(*text), is_library, parent.edition);
  file = join(child.child_dir, "mod.rs");
  child.file_dir = child.child_dir;
  if (auto text = files->read(file)) return parse(cx, file, std::move(*text), is_library, parent.edition);
  cx.session.diags.error(item.span, "file not found for module `" + name + "`", "E0583");
  return nullptr;
}

void enter_inline_module(Context& cx, const Module& parent, const ast::Item& item, Module& child) {
  if (const auto path = path_attribute(cx, item))
    child.child_dir = join(parent.in_inline ? parent.child_dir : parent.file_dir, *path);
  else
    child.child_dir = join(parent.child_dir, cx.text(item.name.name));
  child.in_inline = true;
}

}  // namespace assay::resolve
