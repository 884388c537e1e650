// Making modules and definitions, and the few questions about them that everything else asks.
#include "resolve/context.h"

namespace assay::resolve {

Names::Names(Interner& symbols) {
#define ASSAY_NAME(id, text) id = symbols.intern(text);
#include "resolve/names.def"
#undef ASSAY_NAME
}

Context::Context(Session& s, HirDatabase& d) : session(s), db(d), defs(d.defs), names(s.symbols) {
  info.reserve(32 * 1024);
  lang_items.reserve(512);
}

DefId Context::add_def(hir::Def def, Module* module, const TextualScope* textual) {
  const DefId id = defs.add(std::move(def));
  DefInfo& entry = info_of(id);
  entry.module = module;
  entry.textual = textual;
  return id;
}

Module* Context::new_module(Module::Kind kind, Module* parent, DefId def) {
  modules.push_back(std::make_unique<Module>());
  Module* module = modules.back().get();
  module->kind = kind;
  module->parent = parent;
  module->def = def;
  module->normal = kind == Module::Kind::Mod ? module : parent->normal;
  if (parent) {
    module->crate = parent->crate;
    module->edition = parent->edition;
    module->file_dir = parent->file_dir;
    module->child_dir = parent->child_dir;
    module->in_inline = parent->in_inline;
  }
  return module;
}

std::string Context::path_of(const Module* module) const { return defs.path(module->normal->def, session.symbols); }

bool is_inside(const Module* inner, const Module* outer) {
  for (; inner; inner = inner->parent)
    if (inner == outer) return true;
  return false;
}

}  // namespace assay::resolve
