// Micro-benchmarks (Google Benchmark): lexing, parsing, one access of a model, a range map.
//   ./dev micro [--benchmark_filter=REGEX]
#include <benchmark/benchmark.h>

#include <string>

#include "aliasing/registry.h"
#include "diag/session.h"
#include "driver/rustlib.h"
#include "lex/lexer.h"
#include "memory/range_map.h"
#include "syntax/parser.h"

namespace {

using namespace assay;

std::string library_text() {
  std::string text;
  for (size_t i = 0; i < driver::kRustlibCount; i++)
    if (driver::kRustlib[i].path.starts_with("rustlib/core/")) text += driver::kRustlib[i].text;
  return text;
}

void lex(benchmark::State& state) {
  const std::string text = library_text();
  for (auto _ : state) {
    Session session;
    benchmark::DoNotOptimize(lex::lex(session, session.sources.add("core.rs", text, true)).size());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(lex)->Unit(benchmark::kMillisecond);

void parse_bodies(Session& session, const std::vector<const ast::Item*>& items) {
  for (const ast::Item* item : items) {
    if (item->body.present()) syntax::parse_body(session, item->body, Edition::E2021);
    parse_bodies(session, item->items);
  }
}
void parse(benchmark::State& state) {
  const std::string text = library_text();
  for (auto _ : state) {
    Session session;
    const SourceFile& file = session.sources.add("core.rs", text, true);
    parse_bodies(session, syntax::parse_file(session, file, Edition::E2021).items);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(parse)->Unit(benchmark::kMillisecond);

/// `depth` nested mutable reborrows of a local; then reads through the innermost and the outermost, in turn, so that no
/// quiet window holds.
void access(benchmark::State& state, const char* name) {
  memory::Memory memory({.addresses = {.random = false}}, nullptr);
  aliasing::Context context(memory);
  const auto model = aliasing::make_model(name);
  memory::AllocInfo info;
  info.size = 64;
  const memory::Pointer root = *memory.allocate(info);
  (void)aliasing::alloc(context, *model, root);
  memory::Pointer pointer = root;
  memory::RetagSpec spec;
  spec.ptr = memory::PtrKind::MutRef;
  for (int64_t i = 0; i < state.range(0); i++) pointer = aliasing::retag(context, *model, {pointer, 64}, spec)->pointer;
  for (auto _ : state)
    for (const memory::Pointer p : {pointer, root}) {
      const memory::BytePlace place = *memory.resolve(p, 8, 1, memory::Purpose::Load);
      place.alloc->close_quiet();
      benchmark::DoNotOptimize(aliasing::access(context, *model, place, 8, aliasing::AccessKind::Read).has_value());
    }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 2);
}
BENCHMARK_CAPTURE(access, stacked, "stacked")->Arg(1)->Arg(16)->Arg(256);
BENCHMARK_CAPTURE(access, tree, "tree")->Arg(1)->Arg(16)->Arg(256);

void range_map(benchmark::State& state) {
  memory::RangeMap<uint32_t> map(static_cast<uint64_t>(state.range(0)), 0);
  uint64_t at = 0;
  uint32_t value = 0;
  for (auto _ : state) {
    at = (at * 2862933555777941757u + 3037000493u) % static_cast<uint64_t>(state.range(0) - 4);
    map.update({at, at + 4}, [&](memory::ByteRange, uint32_t& v) {
      v = ++value;
      return true;
    });
    map.merge({at, at + 4});
  }
}
BENCHMARK(range_map)->Arg(1 << 8)->Arg(1 << 16);

}  // namespace

BENCHMARK_MAIN();
