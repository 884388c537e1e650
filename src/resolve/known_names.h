// Which names does the real standard library put in scope everywhere? A program that uses one which our library lacks
// is not wrong: it is unsupported.
#pragma once
#include <string_view>

namespace assay::resolve {

/// A type, trait, function or variant of the std prelude (any edition).
bool is_std_prelude_name(std::string_view name);
/// A macro that is in scope without import.
bool is_std_macro_name(std::string_view name);

}  // namespace assay::resolve
