// Is this part of the program? The parser itself drops whatever `#[cfg(..)]` configures out and replaces `#[cfg_attr]`
// (syntax/cfg.h), at items, fields, variants, parameters, statements, arms and expressions alike: nobody behind it
// sees either. Here is only what macros need.
#pragma once
#include "syntax/cfg.h"

namespace assay::expand {

using syntax::cfg_holds;  // bool cfg_holds(Session&, TokenSlice predicate): the predicate of cfg!(..)

/// The first attribute whose path is exactly `name`, or null.
using syntax::find_attribute;  // const ast::Attribute* find_attribute(const ast::Attributes&, SymbolId name)
/// The text of `#[name = "text"]`, or none.
using syntax::attribute_value;  // std::optional<SymbolId> attribute_value(const ast::Attribute&)
/// The tokens inside of `#[name(...)]`, or empty.
using syntax::attribute_arguments;  // TokenSlice attribute_arguments(const ast::Attribute&)

}  // namespace assay::expand
