// THIR as indented text, for tests and for people.
#pragma once
#include <string>

#include "thir/thir.h"

namespace assay::infer {

std::string print_thir(const thir::Body& body, types::Collector& items);

}  // namespace assay::infer
