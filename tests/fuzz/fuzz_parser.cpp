// Any tokens parse to a tree or to errors; bodies too.
#include <cstddef>
#include <cstdint>
#include <string>

#include "diag/session.h"
#include "lex/lexer.h"
#include "syntax/parser.h"

namespace {
void parse_bodies(assay::Session& session, const std::vector<const assay::ast::Item*>& items) {
  for (const assay::ast::Item* item : items) {
    if (item->body.present()) assay::parse_body(session, item->body, assay::Edition::E2021);
    parse_bodies(session, item->items);
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay;
  Session session;
  const SourceFile& file = session.sources.add("fuzz.rs", std::string(reinterpret_cast<const char*>(data), size), false);
  const TokenBuffer tokens = lex(session, file);
  Parser parser(session, tokens, Edition::E2021);
  parse_bodies(session, parser.parse_crate().items);
  return 0;
}
