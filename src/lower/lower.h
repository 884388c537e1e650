// From checked bodies to MIR. One object answers for a whole program, lazily: building (builder.h), drop elaboration
// (elaborate.h), retags (retag.h) and tidying (simplify.h) run when a body is first asked for.
#pragma once
#include <memory>
#include <unordered_map>

#include "mir/body.h"
#include "thir/thir.h"
#include "traits/solve.h"

namespace assay::lower {

class Lowering : public mir::Provider {
 public:
  Lowering(Session& session, traits::Solver& solver, thir::Provider& bodies);
  ~Lowering() override;
  Lowering(const Lowering&) = delete;
  Lowering& operator=(const Lowering&) = delete;

  /// The MIR of a function, closure, constant, static or (tuple-like) constructor. Promoted constants are in
  /// `Body::promoted`. Null: no body, or an error was reported.
  const mir::Body* mir(DefId def) override;
  /// What dropping a coroutine runs: `fn(*mut Coroutine)`. Null if there was an error.
  const mir::Body* coroutine_drop(DefId def) override;

  /// The MIR as built, before drops are elaborated and retags inserted (dumps and tests).
  std::unique_ptr<mir::Body> build(DefId def);

 private:
  std::unique_ptr<mir::Body> build_ctor(DefId def);
  void finish(mir::Body& body, const traits::ParamEnv& env);
  Session& session_;
  traits::Solver& solver_;
  thir::Provider& bodies_;
  std::unordered_map<DefId, std::unique_ptr<mir::Body>> cache_, coroutine_drops_;
};

}  // namespace assay::lower
