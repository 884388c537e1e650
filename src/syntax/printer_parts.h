// The printer's class: paths, types and patterns in printer.cpp, expressions in printer_expr.cpp, items in
// printer_item.cpp.
#pragma once
#include <string>
#include <vector>

#include "syntax/printer.h"
#include "syntax/token_text.h"

namespace assay::syntax {

class Printer {
 public:
  explicit Printer(const Session& session) : session_(session) {}

  std::string path(const ast::Path& path) const;
  std::string ty(const ast::Ty* ty) const;
  std::string pat(const ast::Pat* pat) const;
  std::string expr(const ast::Expr* expr) const;
  std::string block(const ast::Block* block) const;
  std::string stmt(const ast::Stmt& stmt) const;
  std::string item(const ast::Item* item) const;

 private:
  template <class List, class F>
  static std::string list(const List& items, F&& print, const char* separator = ", ") {
    std::string out;
    bool first = true;
    for (const auto& one : items) {
      if (!first) out += separator;
      first = false;
      out += print(one);
    }
    return out;
  }
  std::string name(const Ident& ident) const { return std::string(session_.text(ident.name)); }
  std::string segment(const ast::PathSegment& segment) const {
    return name(segment.ident) + generic_args(segment.args);
  }
  std::string generic_args(const ast::GenericArgs* args) const;
  std::string generic_params(const std::vector<ast::GenericParam>& params, const char* before = "") const;
  std::string where(const ast::Generics& generics) const;
  std::string bound(const ast::Bound& bound) const;
  std::string bounds(const std::vector<ast::Bound>& bounds) const;
  std::string bare_fn(const ast::Ty& ty) const;
  std::string macro(const ast::MacroCall& call) const;
  std::string literal(const ast::Literal& literal) const;
  std::string exprs(const std::vector<const ast::Expr*>& exprs) const;
  std::string closure(const ast::Expr& e) const;
  std::string match(const ast::Expr& e) const;
  std::string labeled(const ast::Expr& e) const;
  std::string jump(const char* keyword, const ast::Expr& e) const;
  std::string visibility(const ast::Visibility& vis) const;
  std::string attributes(const ast::Attributes& attrs) const;
  std::string signature(const ast::Item& item) const;
  std::string fields(const ast::VariantDef& variant) const;
  std::string use_tree(const ast::UseTree& tree) const;
  std::string items(const std::vector<const ast::Item*>& items) const;

  const Session& session_;
};

}  // namespace assay::syntax
