// Trees as text, for dumps and tests: Rust with every operator parenthesised, one line per expression. Bodies that were
// not parsed yet are printed as `{ .. }`.
#pragma once
#include <string>

#include "diag/session.h"
#include "syntax/ast.h"

namespace assay::syntax {

std::string print_path(const Session& session, const ast::Path& path);
std::string print_ty(const Session& session, const ast::Ty& ty);
std::string print_pat(const Session& session, const ast::Pat& pat);
std::string print_expr(const Session& session, const ast::Expr& expr);
std::string print_block(const Session& session, const ast::Block& block);
std::string print_item(const Session& session, const ast::Item& item);

}  // namespace assay::syntax
