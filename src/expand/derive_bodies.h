// The Rust text of the methods that derives write.
#pragma once
#include <string>

#include "expand/derive.h"

namespace assay::expand {

struct DeriveInput {
  Session& session;
  const ast::Item& item;
  bool packed = false;      // fields are copied before they are borrowed
  bool copy_clone = false;  // Clone of something that also derives Copy and has no type parameters
};

/// The items between the braces of the impl; none if the trait cannot be derived for this item.
std::optional<std::string> derive_body(const DeriveInput& input, DeriveTrait trait);

}  // namespace assay::expand
