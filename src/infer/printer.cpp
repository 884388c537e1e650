#include "infer/printer.h"

#include <fmt/format.h>

namespace assay::infer {

using namespace types;
using thir::Expr;
using thir::Pat;

namespace {

class Printer {
 public:
  Printer(const thir::Body& body, Collector& items) : body_(body), items_(items), session_(items.hir.session) {}

  std::string run() {
    out_ = (body_.is_closure ? "closure " : "body ") + items_.hir.defs.path(body_.owner, session_.symbols) + "\n";
    for (const thir::Param& p : body_.params) line(1, "param " + pat(p.pat) + ": " + ty(p.ty));
    for (size_t i = 0; i < body_.captures.size(); ++i) {
      static constexpr const char* kModes[] = {"by value", "by ref", "by mut ref", "by unique ref"};
      const thir::Capture& c = body_.captures[i];
      line(1,
           fmt::format("capture {} {} {}: {}", i, session_.text(c.name), kModes[static_cast<int>(c.mode)], ty(c.ty)));
    }
    expr(1, body_.value);
    return out_;
  }

 private:
  std::string ty(TyId t) { return items_.print(t); }
  std::string name(hir::LocalVar v) { return fmt::format("{}#{}", session_.text(body_.locals[v].name), v.raw); }
  void line(int depth, const std::string& text) {
    out_ += std::string(static_cast<size_t>(depth) * 2, ' ') + text + "\n";
  }

  std::string constant(const thir::ConstValue& c) {
    switch (c.kind) {
      case thir::ConstValue::Kind::Scalar:
        return fmt::format("{:#x}", static_cast<uint64_t>(c.bits));
      case thir::ConstValue::Kind::Str:
      case thir::ConstValue::Kind::ByteStr:
      case thir::ConstValue::Kind::CStr:
        return fmt::format("\"{}\"", session_.text(c.text));
      case thir::ConstValue::Kind::ZeroSized:
        return "zst";
      case thir::ConstValue::Kind::Named:
        return "const " + items_.print_path(c.def, c.args);
      case thir::ConstValue::Kind::Param:
        return "param";
      case thir::ConstValue::Kind::Promoted:
        return "promoted";
    }
    return "?";
  }

  std::string pat(const Pat* p) {
    if (!p) return "env";
    const auto list = [&](const std::vector<const Pat*>& ps, const char* sep) {
      std::string s;
      for (const Pat* x : ps) s += (s.empty() ? "" : sep) + pat(x);
      return s;
    };
    switch (p->kind) {
      case Pat::Kind::Wild:
        return "_";
      case Pat::Kind::Never:
        return "!";
      case Pat::Kind::Error:
        return "error";
      case Pat::Kind::Binding:
        return std::string(p->by_ref    ? (p->ref_mut ? "ref mut " : "ref ")
                           : p->is_copy ? "copy "
                                        : "") +
               name(p->local) + (p->sub ? " @ " + pat(p->sub) : "");
      case Pat::Kind::Variant:
      case Pat::Kind::Leaf: {
        std::string s =
            p->kind == Pat::Kind::Variant ? items_.print_path(items_.adt(p->def).variants[p->variant].def) : ty(p->ty);
        s += " {";
        for (const thir::FieldPat& f : p->fields) s += fmt::format(" {}: {}", f.field, pat(f.pat));
        return s + " }";
      }
      case Pat::Kind::Deref:
        return "&" + pat(p->sub);
      case Pat::Kind::DerefBox:
        return "box " + pat(p->sub);
      case Pat::Kind::Constant:
        return constant(p->constant);
      case Pat::Kind::Range:
        return (p->lo ? constant(*p->lo) : "") + (p->hi_inclusive ? "..=" : "..") + (p->hi ? constant(*p->hi) : "");
      case Pat::Kind::Slice:
        return "[" + list(p->prefix, ", ") + (p->slice ? "; " + pat(p->slice) + "; " : "") + list(p->suffix, ", ") +
               "]";
      case Pat::Kind::Or:
        return list(p->alternatives, " | ");
    }
    return "?";
  }

  static const char* kind_name(Expr::Kind k) {
    static constexpr const char* kNames[] = {
        "const",       "tuple", "array",    "repeat", "adt",        "call",      "binary",  "and",       "or",
        "neg",         "not",   "cast",     "borrow", "raw borrow", "block",     "if",      "let",       "match",
        "loop",        "break", "continue", "return", "assign",     "assign op", "closure", "offset_of", "drop temps",
        "unsupported", "local", "upvar",    "static", "deref",      "field",     "index"};
    return kNames[static_cast<size_t>(k)];
  }

  void expr(int depth, const Expr* e) {
    if (!e) return;
    std::string head = kind_name(e->kind);
    using K = Expr::Kind;
    const bool place = e->kind >= K::Local;
    if (e->kind == K::Const) head += " " + constant(e->constant);
    if (e->kind == K::Local) head += " " + name(e->local);
    if (e->kind == K::Upvar || e->kind == K::Field) head += fmt::format(" {}", e->field);
    if (e->kind == K::Static || e->kind == K::Adt)
      head += " " + items_.print_path(e->def) + (e->kind == K::Adt ? fmt::format(" variant {}", e->variant) : "");
    if (e->kind == K::Cast) {
      static constexpr const char* kCasts[] = {
          "IntToInt",          "FloatToInt",     "IntToFloat", "FloatToFloat",   "PtrToPtr",        "PtrToInt",
          "IntToPtr",          "FnPtrToPtr",     "FnPtrToInt", "ReifyFnPointer", "UnsafeFnPointer", "ClosureFnPointer",
          "MutToConstPointer", "ArrayToPointer", "Unsize",     "NeverToAny"};
      head += std::string(" ") + kCasts[static_cast<size_t>(e->cast)];
    }
    if (e->kind == K::Borrow) {
      static constexpr const char* kBorrows[] = {"&", "&mut", "&two-phase", "&fake"};
      head += std::string(" ") + kBorrows[static_cast<size_t>(e->borrow)];
    }
    if (e->kind == K::RawBorrow) head += e->is_mut ? " mut" : " const";
    if (e->reborrow_adjustment) head += " (adjustment)";
    if (e->kind == K::Binary || e->kind == K::AssignOp) head += fmt::format(" op {}", static_cast<int>(e->bin_op));
    head += ": " + ty(e->ty);
    if (place && e->is_copy) head += " copy";
    line(depth, head);
    expr(depth + 1, e->lhs);
    if (e->pat) line(depth + 1, "pat " + pat(e->pat));
    if (e->third) expr(depth + 1, e->third);
    for (const thir::Stmt& s : e->stmts) {
      if (s.kind == thir::Stmt::Kind::Let) line(depth + 1, "let " + pat(s.pat));
      expr(depth + (s.kind == thir::Stmt::Kind::Let ? 2 : 1), s.init);
      if (s.else_block) expr(depth + 2, s.else_block);
    }
    for (const thir::MatchArm& arm : e->arms) {
      line(depth + 1, "arm " + pat(arm.pat));
      if (arm.guard) expr(depth + 3, arm.guard);
      expr(depth + 2, arm.body);
    }
    for (const Expr* x : e->exprs) expr(depth + 1, x);
    for (const thir::FieldExpr& f : e->fields) {
      line(depth + 1, fmt::format("field {}", f.field));
      expr(depth + 2, f.value);
    }
    expr(depth + 1, e->rhs);
  }

  const thir::Body& body_;
  Collector& items_;
  Session& session_;
  std::string out_;
};

}  // namespace

std::string print_thir(const thir::Body& body, Collector& items) { return Printer(body, items).run(); }

}  // namespace assay::infer
