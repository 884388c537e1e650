// `assay explain CODE`: what each kind of undefined behaviour means, with an example and what to try.
#pragma once
#include <string>
#include <string_view>

namespace assay::report {

/// The explanation of "A0101" (or of a kind's name, "aliasing"); empty if there is no such code.
std::string explain(std::string_view code);
/// All codes with their kinds, one a line.
std::string all_codes();

}  // namespace assay::report
