// The values of literals: escapes, numbers, UTF-8.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lex/token.h"

namespace assay::lex {

/// Bytes of the UTF-8 sequence that starts with `first` (1 for a stray continuation byte).
constexpr size_t utf8_width(char first) {
  const auto byte = static_cast<uint8_t>(first);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
void append_utf8(std::string& out, char32_t scalar);
/// The first scalar value of `text`, which must not be empty.
char32_t decode_utf8(std::string_view text);

struct EscapeProblem {
  size_t offset;  // into the literal's body
  const char* message;
};
/// Appends the value of a literal's body (without quotes) of kind Str, ByteStr, CStr, Char or Byte. The first problem,
/// if any, is returned; the value is then the best guess.
std::optional<EscapeProblem> unescape_into(std::string& out, std::string_view body, TokenKind kind);

}  // namespace assay::lex
