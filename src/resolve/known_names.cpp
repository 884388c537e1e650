// The names of std's preludes; see the reference, "preludes", and the documentation of std::prelude.
#include "resolve/known_names.h"

#include <algorithm>
#include <iterator>

namespace assay::resolve {

namespace {
constexpr std::string_view kPrelude[] = {"AsMut",        "AsRef",
                                         "AsyncFn",      "AsyncFnMut",
                                         "AsyncFnOnce",  "Box",
                                         "Clone",        "Copy",
                                         "Default",      "DoubleEndedIterator",
                                         "Drop",         "Eq",
                                         "Err",          "ExactSizeIterator",
                                         "Extend",       "Fn",
                                         "FnMut",        "FnOnce",
                                         "From",         "FromIterator",
                                         "Future",       "Into",
                                         "IntoFuture",   "IntoIterator",
                                         "Iterator",     "None",
                                         "Ok",           "Option",
                                         "Ord",          "PartialEq",
                                         "PartialOrd",   "Result",
                                         "Send",         "Sized",
                                         "Some",         "String",
                                         "Sync",         "ToOwned",
                                         "ToString",     "TryFrom",
                                         "TryInto",      "Unpin",
                                         "Vec",          "align_of",
                                         "align_of_val", "drop",
                                         "size_of",      "size_of_val"};
constexpr std::string_view kMacros[] = {"addr_of",
                                        "asm",
                                        "assert",
                                        "assert_eq",
                                        "assert_ne",
                                        "cfg",
                                        "cfg_select",
                                        "column",
                                        "compile_error",
                                        "concat",
                                        "concat_bytes",
                                        "concat_idents",
                                        "const_format_args",
                                        "dbg",
                                        "debug_assert",
                                        "debug_assert_eq",
                                        "debug_assert_ne",
                                        "env",
                                        "eprint",
                                        "eprintln",
                                        "file",
                                        "format",
                                        "format_args",
                                        "format_args_nl",
                                        "global_asm",
                                        "include",
                                        "include_bytes",
                                        "include_str",
                                        "is_aarch64_feature_detected",
                                        "is_x86_feature_detected",
                                        "line",
                                        "log_syntax",
                                        "matches",
                                        "module_path",
                                        "naked_asm",
                                        "option_env",
                                        "panic",
                                        "print",
                                        "println",
                                        "stringify",
                                        "thread_local",
                                        "todo",
                                        "trace_macros",
                                        "try",
                                        "unimplemented",
                                        "unreachable",
                                        "vec",
                                        "write",
                                        "writeln"};
}  // namespace

bool is_std_prelude_name(std::string_view name) {
  return std::binary_search(std::begin(kPrelude), std::end(kPrelude), name);
}
bool is_std_macro_name(std::string_view name) {
  return std::binary_search(std::begin(kMacros), std::end(kMacros), name);
}

}  // namespace assay::resolve
