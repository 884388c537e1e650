// Any tokens parse to a tree or to errors; bodies too.
#include <cstddef>
#include <cstdint>
#include <string>

#include "diag/session.h"
#include "syntax/parser.h"

namespace {
void parse_bodies(assay::Session& session, const std::vector<const assay::ast::Item*>& items) {
  for (const assay::ast::Item* item : items) {
    if (item->body.present()) assay::syntax::parse_body(session, item->body, assay::Edition::E2021);
    parse_bodies(session, item->items);
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay;
  Session session;
  const SourceFile& file =
      session.sources.add("fuzz.rs", std::string(reinterpret_cast<const char*>(data), size), false);
  parse_bodies(session, syntax::parse_file(session, file, Edition::E2021).items);
  return 0;
}
