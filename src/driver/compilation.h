// One program from text to instances: owns every stage and connects them. The stages meet only here.
#pragma once
#include <memory>
#include <string>

#include "code/code_cache.h"
#include "driver/options.h"
#include "infer/check.h"
#include "lower/lower.h"
#include "mono/instance.h"
#include "resolve/database.h"

namespace assay::driver {

class Compilation : public types::ConstEvaluator {
 public:
  Compilation(Session& session, FileProvider& files, const Options& options);
  ~Compilation() override;

  /// Loads rustlib and the program. False: what is wrong is in the Session's DiagSink.
  bool load();
  /// Type-level constants are run by a machine of their own, without aliasing rules.
  std::optional<u128> eval_scalar(DefId def, types::ArgsId args, types::TyId ty) override;

  Session& session;
  const Options& options;
  FileProvider& files;
  resolve::HirDatabase hir;
  types::TyContext tcx;
  types::Collector items;
  traits::Solver solver;
  infer::TypeChecker checker;
  lower::Lowering lowering;
  layout::LayoutContext layouts;
  layout::Plans plans;
  mono::Program program;
  code::CodeCache codes;

 private:
  std::vector<std::pair<DefId, types::ArgsId>> evaluating_;
};

}  // namespace assay::driver
