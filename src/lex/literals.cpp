#include "lex/literals.h"

#include "lex/lexer.h"

namespace assay::lex {

void append_utf8(std::string& out, char32_t scalar) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (scalar < 0x80) {
    byte(scalar);
  } else if (scalar < 0x800) {
    byte(0xc0 | (scalar >> 6));
    byte(0x80 | (scalar & 0x3f));
  } else if (scalar < 0x10000) {
    byte(0xe0 | (scalar >> 12));
    byte(0x80 | ((scalar >> 6) & 0x3f));
    byte(0x80 | (scalar & 0x3f));
  } else {
    byte(0xf0 | (scalar >> 18));
    byte(0x80 | ((scalar >> 12) & 0x3f));
    byte(0x80 | ((scalar >> 6) & 0x3f));
    byte(0x80 | (scalar & 0x3f));
  }
}

char32_t decode_utf8(std::string_view text) {
  const size_t width = utf8_width(text[0]);
  const auto first = static_cast<uint8_t>(text[0]);
  if (width == 1 || width > text.size()) return first;
  char32_t scalar = first & (0x7f >> width);
  for (size_t i = 1; i < width; i++) scalar = (scalar << 6) | (static_cast<uint8_t>(text[i]) & 0x3f);
  return scalar;
}

namespace {
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

std::optional<EscapeProblem> unescape_into(std::string& out, std::string_view body, TokenKind kind) {
  std::optional<EscapeProblem> problem;
  const bool bytes = kind == TokenKind::ByteStr || kind == TokenKind::Byte;
  const bool text = kind == TokenKind::Str || kind == TokenKind::Char;
  const auto fail = [&](size_t offset, const char* message) {
    if (!problem) problem = EscapeProblem{offset, message};
  };
  size_t i = 0;
  while (i < body.size()) {
    const char c = body[i];
    if (c == '\r' && i + 1 < body.size() && body[i + 1] == '\n') {
      i++;
      continue;
    }
    if (c != '\\') {
      if (bytes && (c & 0x80) != 0) fail(i, "non-ASCII character in byte literal");
      out.push_back(c);
      i++;
      continue;
    }
    const size_t start = i++;
    const char e = i < body.size() ? body[i] : '\0';
    i++;
    switch (e) {
      case 'n':
        out.push_back('\n');
        break;
      case 'r':
        out.push_back('\r');
        break;
      case 't':
        out.push_back('\t');
        break;
      case '0':
        out.push_back('\0');
        break;
      case '\\':
      case '\'':
      case '"':
        out.push_back(e);
        break;
      case 'x': {
        const int high = i < body.size() ? hex_value(body[i]) : -1;
        const int low = i + 1 < body.size() ? hex_value(body[i + 1]) : -1;
        if (high < 0 || low < 0) {
          fail(start, "malformed `\\x` escape");
          break;
        }
        i += 2;
        if (text && high > 7) fail(start, "`\\x` escape beyond `\\x7f` in text");
        out.push_back(static_cast<char>(high * 16 + low));
        break;
      }
      case 'u': {
        char32_t scalar = 0;
        size_t digits = 0;
        if (i >= body.size() || body[i] != '{') {
          fail(start, "malformed unicode escape");
          break;
        }
        for (i++; i < body.size() && body[i] != '}'; i++) {
          if (body[i] == '_') continue;
          const int value = hex_value(body[i]);
          if (value < 0 || ++digits > 6) {
            fail(start, "malformed unicode escape");
            break;
          }
          scalar = scalar * 16 + static_cast<char32_t>(value);
        }
        if (i < body.size()) i++;
        if (digits == 0 || scalar > 0x10ffff || (scalar >= 0xd800 && scalar < 0xe000)) {
          fail(start, "unicode escape is not a scalar value");
          scalar = 0xfffd;
        }
        if (bytes) fail(start, "unicode escape in byte literal");
        append_utf8(out, scalar);
        break;
      }
      case '\r':
      case '\n':
        while (i < body.size() && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r')) i++;
        break;
      default:
        fail(start, "unknown character escape");
        out.push_back(e);
    }
  }
  return problem;
}

NumberParts split_number(std::string_view text, bool is_float) {
  size_t i = 0;
  if (text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'o' || text[1] == 'b')) {
    const bool hex = text[1] == 'x';
    for (i = 2; i < text.size(); i++)
      if (!(text[i] == '_' || (text[i] >= '0' && text[i] <= '9') || (hex && hex_value(text[i]) >= 0))) break;
    return {text.substr(0, i), text.substr(i)};
  }
  while (i < text.size() && ((text[i] >= '0' && text[i] <= '9') || text[i] == '_' || text[i] == '.')) i++;
  if (is_float && i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    size_t end = i + 1;
    if (end < text.size() && (text[end] == '+' || text[end] == '-')) end++;
    const size_t digits = end;
    bool any = false;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '_'))
      any = any || text[end] != '_', end++;
    if (any && end > digits) i = end;
  }
  return {text.substr(0, i), text.substr(i)};
}

bool parse_integer(std::string_view digits, u128& value) {
  uint32_t radix = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    radix = digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : digits[1] == 'b' ? 2 : 10;
    if (radix != 10) digits.remove_prefix(2);
  }
  value = 0;
  bool any = false;
  for (char c : digits) {
    if (c == '_') continue;
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<uint32_t>(digit) >= radix) return false;
    any = true;
    const u128 max = ~u128{0};
    if (value > (max - static_cast<u128>(digit)) / radix) return false;
    value = value * radix + static_cast<u128>(digit);
  }
  return any;
}

}  // namespace assay::lex
