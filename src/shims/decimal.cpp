// Decimal digits of floats and back, on std::to_chars and std::from_chars (shortest and exact, correctly rounded).
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "shims/rows.h"

namespace assay::shims {

namespace {

/// Splits "d.ddde±xx" into digits and the exponent e with value 0.ddd * 10^e.
void split(std::string_view text, std::string& digits, int& exponent) {
  const size_t e = text.find('e');
  exponent = 0;
  const char* from = text.data() + e + 1;
  const bool negative = *from == '-';
  std::from_chars(from + 1, text.data() + text.size(), exponent);
  if (negative) exponent = -exponent;
  for (char c : text.substr(0, e))
    if (c != '.') digits += c;
  exponent += 1;
}

template <class F>
void to_decimal(F value, uint32_t mode, uint64_t count, std::string& digits, int& exponent) {
  char buffer[1500];
  if (mode == 2) {
    const auto r = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed,
                                 static_cast<int>(std::min<uint64_t>(count, 1100)));
    std::string_view text(buffer, static_cast<size_t>(r.ptr - buffer));
    const size_t dot = text.find('.');
    const std::string whole(text.substr(0, dot));
    std::string all = whole + (dot == std::string_view::npos ? "" : std::string(text.substr(dot + 1)));
    const size_t first = all.find_first_not_of('0');
    if (first == std::string::npos) {
      digits.clear();
      exponent = 0;
      return;
    }
    digits = all.substr(first);
    exponent = static_cast<int>(whole.size()) - static_cast<int>(first);
    return;
  }
  const auto r = mode == 0 ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific)
                           : std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific,
                                           static_cast<int>(std::min<uint64_t>(count ? count - 1 : 0, 1100)));
  split({buffer, static_cast<size_t>(r.ptr - buffer)}, digits, exponent);
}

Status float_to_decimal(ShimCall& call) {
  std::string digits;
  int exponent = 0;
  const auto mode = static_cast<uint32_t>(call.bits(2));
  if (call.bits(1))
    to_decimal(std::bit_cast<double>(call.bits(0)), mode, call.bits(3), digits, exponent);
  else
    to_decimal(std::bit_cast<float>(static_cast<uint32_t>(call.bits(0))), mode, call.bits(3), digits, exponent);
  if (digits.size() > 1100) digits.resize(1100);
  ASSAY_TRY(call.machine.write_bytes(call.pointer(4), digits));
  ASSAY_TRY(call.machine.write_int(call.pointer(5), static_cast<uint32_t>(exponent), 4));
  call.ret(digits.size());
  return ShimStatus::Done;
}

Status parse_float(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_bytes(call.pointer(0), call.bits(1)));
  // from_chars knows no sign in front of a bare exponent's mantissa such as ".5", and answers out of range itself.
  const char* begin = text.data();
  const char* end = begin + text.size();
  auto parse = [&](auto zero) {
    auto value = zero;
    const auto r = std::from_chars(begin, end, value);
    if (r.ec == std::errc::result_out_of_range) {
      const size_t e = text.find_first_of("eE");
      const bool tiny = (e != std::string::npos && e + 1 < text.size() && text[e + 1] == '-') ||
                        text.find_first_of("123456789") > text.find('.');
      value = tiny ? zero : std::numeric_limits<decltype(value)>::infinity();
    }
    return value;
  };
  if (call.bits(2))
    call.ret(std::bit_cast<uint64_t>(parse(0.0)));
  else
    call.ret(uint64_t{std::bit_cast<uint32_t>(parse(0.0f))});
  return ShimStatus::Done;
}

}  // namespace

void add_decimal(Rows& rows) {
  rows.intrinsic("assay_float_to_decimal", float_to_decimal);
  rows.intrinsic("assay_parse_float", parse_float);
}

}  // namespace assay::shims
