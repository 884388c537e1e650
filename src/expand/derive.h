// What impl does `#[derive(Trait)]` stand for? Finished items; every path starts at `$crate` of core, so that names of
// the user's do not matter, and every identifier of ours has a context of its own.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "diag/session.h"
#include "expand/hygiene.h"
#include "syntax/ast.h"

namespace assay::expand {

enum class DeriveTrait : uint8_t { Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default };
/// By the trait's name; none if it is not one of the built-in ones.
std::optional<DeriveTrait> derive_by_name(std::string_view name);

/// The impls for `item` (a struct, enum or union). Empty after a diagnostic.
/// `attribute` is the span of the derive attribute, which all of the derived code gets. PartialEq also yields
/// the impl of StructuralPartialEq.
std::vector<const ast::Item*> expand_derive(Session& session, SyntaxContexts& contexts, DeriveTrait trait,
                                            const ast::Item& item, Span attribute);

/// The paths listed in the `#[derive(..)]` attributes of `attrs`, in order, with the attribute's span.
struct DerivePath {
  ast::Path path;
  Span attribute;
};
std::vector<DerivePath> derive_paths(Session& session, const ast::Attributes& attrs, Edition edition);

}  // namespace assay::expand
