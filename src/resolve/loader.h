// Where do crates and modules come from? Files through the FileProvider, rustc's rules for `mod m;` and #[path].
#pragma once
#include "resolve/context.h"

namespace assay::resolve {

/// Loads the crate whose root is the file `path`: collects it wholly. None if the file cannot be read.
CrateId load_crate(Context& cx, FileProvider& files, std::string_view name, const std::string& path, bool is_user,
                   const CrateSource* source = nullptr, std::span<const CrateId> earlier = {});
/// `libc` and other crates of rustlib that a program may name without declaring them; null if there is no such crate.
Module* load_predeclared_crate(Context& cx, SymbolId name);

/// The file of `mod m;`: parsed, with the directories of its own modules set in `child`. Null after a diagnostic.
const ast::Crate* load_module_file(Context& cx, const Module& parent, const ast::Item& item, Module& child);
/// Sets the directories of the inline module `item` of `parent`.
void enter_inline_module(Context& cx, const Module& parent, const ast::Item& item, Module& child);

}  // namespace assay::resolve
