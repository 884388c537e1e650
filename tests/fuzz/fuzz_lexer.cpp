// Any bytes lex to a balanced token sequence.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "diag/session.h"
#include "lex/lexer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay;
  Session session;
  const SourceFile& file =
      session.sources.add("fuzz.rs", std::string(reinterpret_cast<const char*>(data), size), false);
  const TokenBuffer tokens = lex::lex(session, file);
  for (size_t i = 0; i < tokens.size(); i++) {
    if (tokens[i].partner == 0) continue;
    const auto other = static_cast<int64_t>(i) + tokens[i].partner;
    ASSAY_CHECK(other >= 0 && other < static_cast<int64_t>(tokens.size()), "a delimiter's partner is outside");
    ASSAY_CHECK(tokens[static_cast<size_t>(other)].partner == -tokens[i].partner, "delimiters do not pair");
  }
  return 0;
}
