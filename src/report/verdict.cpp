#include "report/verdict.h"

namespace assay::report {

const char* verdict_name(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::Ok:
      return "ok";
    case VerdictKind::Exit:
      return "exit";
    case VerdictKind::Ub:
      return "ub";
    case VerdictKind::Panic:
      return "panic";
    case VerdictKind::Abort:
      return "abort";
    case VerdictKind::Deadlock:
      return "deadlock";
    case VerdictKind::Leak:
      return "leak";
    case VerdictKind::Unsupported:
      return "unsupported";
    case VerdictKind::CompileError:
      return "compile-error";
    case VerdictKind::Limit:
      return "limit";
  }
  ASSAY_UNREACHABLE("verdict");
}

int exit_code_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::Ok:
      return 0;
    case VerdictKind::Exit:
    case VerdictKind::Ub:
    case VerdictKind::Abort:
    case VerdictKind::Deadlock:
    case VerdictKind::Leak:
      return 1;
    case VerdictKind::Unsupported:
      return 3;
    case VerdictKind::Limit:
      return 4;
    case VerdictKind::CompileError:
      return 5;
    case VerdictKind::Panic:
      return 101;
  }
  ASSAY_UNREACHABLE("verdict");
}

}  // namespace assay::report
