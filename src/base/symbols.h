// Constant ids of the names in base/symbols.def: `sym::fn_`, `sym::derive`, ...
#pragma once
#include "base/id.h"

namespace assay::sym {
namespace detail {
enum Index : uint32_t {
#define SYMBOL(name, text) name,
#include "base/symbols.def"
#undef SYMBOL
  count
};
}  // namespace detail
#define SYMBOL(name, text) inline constexpr SymbolId name{detail::name};
#include "base/symbols.def"
#undef SYMBOL
}  // namespace assay::sym
