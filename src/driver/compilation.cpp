#include "driver/compilation.h"

#include "aliasing/registry.h"
#include "explore/oracles.h"
#include "machine/machine.h"
#include "shims/table.h"

namespace assay::driver {

namespace {
code::CodeOptions code_options(const Options& options) {
  const machine::Options& o = options.machine;
  code::CodeOptions out;
  const auto model = aliasing::make_model(options.aliasing, options.model);
  const uint32_t hooks = model ? model->hooks() : 0;
  out.places.load = (hooks & aliasing::kHookLoad) != 0;
  out.places.load_to_deref = (hooks & aliasing::kHookLoadToDeref) != 0;
  out.places.store = (hooks & aliasing::kHookStore) != 0;
  out.places.arg_out = (hooks & aliasing::kHookArgOut) != 0;
  out.places.ret_out = (hooks & aliasing::kHookRetOut) != 0;
  out.places.deref = (hooks & aliasing::kHookDeref) != 0;
  out.places.calls = (hooks & aliasing::kHookCalls) != 0;
  switch (options.model.retag_fields) {
    case aliasing::RetagDepth::All:
      out.retag_fields = code::RetagFields::All;
      break;
    case aliasing::RetagDepth::Scalar:
      out.retag_fields = code::RetagFields::Scalar;
      break;
    case aliasing::RetagDepth::None:
      out.retag_fields = code::RetagFields::None;
      break;
  }
  out.regions = (hooks & aliasing::kHookScopeEnd) != 0;
  if ((hooks & aliasing::kHookContract) != 0)
    out.contracts = options.model.contracts_relaxed ? code::Contracts::Relaxed : code::Contracts::Strict;
  out.validate = o.validate;
  out.promote = out.fuse = o.quiet_windows;  // --slow
  out.recursive_validation = o.recursive_validation;
  out.check_alignment = o.alignment != machine::AlignmentCheck::Off;
  return out;
}
}  // namespace

Compilation::Compilation(Session& s, FileProvider& f, const Options& o)
    : session(s),
      options(o),
      files(f),
      hir(s),
      items(tcx, hir),
      solver(items, this),
      checker(s, solver),
      lowering(s, solver, checker),
      layouts(s, solver),
      plans(layouts),
      program(s, solver, layouts, plans, lowering),
      codes(program, code_options(o)) {
  solver.ensure_coroutine = [this](DefId coroutine) { (void)lowering.mir(coroutine); };
  solver.ensure_opaque = [this](DefId opaque) { checker.ensure_opaque(opaque); };
}

Compilation::~Compilation() = default;

bool Compilation::load() {
  hir.load_library(files);
  if (session.diags.any()) return false;
  return hir.load_user_crate(files, options.file) && !session.diags.any();
}

std::optional<u128> Compilation::eval_scalar(DefId def, types::ArgsId args, types::TyId) {
  // A constant whose evaluation needs itself has no value.
  for (const auto& open : evaluating_)
    if (open.first == def && open.second == args) return std::nullopt;
  evaluating_.emplace_back(def, args);
  machine::Options settings = options.machine;
  settings.ignore_leaks = true;
  const auto model = aliasing::make_model("none");
  explore::DeterministicOracle oracle;
  machine::Machine machine(codes, *model, oracle, settings, shims::table());
  Outcome<u128> value = machine.eval_scalar(def, args);
  evaluating_.pop_back();
  if (value) return *value;
  const StopInfo& stop = value.error().info();
  const Span span = stop.span.empty() ? items.hir.defs[def].span : stop.span;
  if (stop.kind == StopKind::Unsupported)
    session.diags.unsupported(span, stop.feature, stop.message);
  else
    session.diags.error(span, "evaluation of a constant failed: " + stop.message, "E0080");
  return std::nullopt;
}

}  // namespace assay::driver
