// Any text, as a program, ends in a verdict within bounds.
#include <cstddef>
#include <cstdint>
#include <string>

#include "driver/run.h"
#include "driver/rustlib.h"
#include "report/json.h"
#include "report/text.h"

namespace {
class Files : public assay::FileProvider {
 public:
  explicit Files(std::string main) : main_(std::move(main)) {}
  std::optional<std::string> read(const std::string& path) override {
    if (path == "main.rs") return main_;
    for (size_t i = 0; i < assay::driver::kRustlibCount; i++)
      if (assay::driver::kRustlib[i].path == path) return std::string(assay::driver::kRustlib[i].text);
    return std::nullopt;
  }

 private:
  std::string main_;
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay;
  Files files(std::string(reinterpret_cast<const char*>(data), size));
  Session session;
  driver::Options options;
  options.file = "main.rs";
  options.mode = driver::Mode::Check;
  options.machine.max_steps = 10'000;
  options.machine.max_bytes = uint64_t{64} << 20;
  options.machine.max_frames = 2'000;
  const report::Verdict verdict = driver::run(session, files, options);
  report::to_json(verdict, session.sources);
  report::render(verdict, session.sources, {});
  return 0;
}
