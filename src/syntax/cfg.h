// Configuration predicates and other questions about attributes.
#pragma once
#include <optional>

#include "diag/session.h"
#include "lex/token.h"
#include "syntax/ast.h"

namespace assay::syntax {

/// Whether the predicate between the parentheses of `cfg(..)` holds for the session's options. A malformed one is
/// reported and does not hold.
bool cfg_holds(Session& session, TokenSlice predicate);

/// Replaces every cfg_attr by the attributes it stands for and evaluates every cfg. False: configured out.
/// cfg attributes that hold are removed.
bool configure(Session& session, ast::Attributes& attrs, Edition edition);

/// The first attribute whose path is exactly `name`, or null.
const ast::Attribute* find_attribute(const ast::Attributes& attrs, SymbolId name);
/// The text of `#[name = "text"]` (a string or other literal as written), or none.
std::optional<SymbolId> attribute_value(const ast::Attribute& attribute);
/// The tokens inside of `#[name(...)]`, or empty.
TokenSlice attribute_arguments(const ast::Attribute& attribute);

}  // namespace assay::syntax
