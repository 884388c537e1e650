#include <array>

#include "lex/literals.h"
#include "syntax/printer_parts.h"

namespace assay::syntax {

using namespace ast;

namespace {
const char* op_text(BinOp op) {
  static constexpr std::array<const char*, 18> kText{"+",  "-",  "*",  "/", "%",  "&", "|",  "^",  "<<",
                                                     ">>", "==", "!=", "<", "<=", ">", ">=", "&&", "||"};
  return kText[static_cast<size_t>(op)];
}
}  // namespace

std::string Printer::literal(const Literal& lit) const {
  const std::string text(session_.text(lit.text));
  const std::string suffix(session_.text(lit.suffix));
  std::string one;
  switch (lit.kind) {
    case Literal::Kind::Bool:
      return lit.scalar != 0 ? "true" : "false";
    case Literal::Kind::Char:
      lex::append_utf8(one, lit.scalar);
      return "'" + escape_text(one, false) + "'";
    case Literal::Kind::Byte:
      return "b'" + escape_text(std::string(1, static_cast<char>(lit.scalar)), true) + "'";
    case Literal::Kind::Int:
    case Literal::Kind::Float:
      return text + suffix;
    case Literal::Kind::Str:
      return "\"" + escape_text(text, false) + "\"";
    case Literal::Kind::ByteStr:
      return "b\"" + escape_text(text, true) + "\"";
    case Literal::Kind::CStr:
      return "c\"" + escape_text(text, true) + "\"";
  }
  return "";
}

std::string Printer::exprs(const std::vector<const Expr*>& exprs) const {
  return list(exprs, [&](const Expr* one) { return expr(one); });
}

std::string Printer::labeled(const Expr& e) const { return e.label ? name(*e.label) + ": " : ""; }

std::string Printer::jump(const char* keyword, const Expr& e) const {
  return keyword + (e.label ? " " + name(*e.label) : "") + (e.lhs ? " " + expr(e.lhs) : "");
}

std::string Printer::closure(const Expr& e) const {
  std::string out = generic_params(e.for_params, "for");
  if (!out.empty()) out += " ";
  if (e.is_static) out += "static ";
  if (e.is_async) out += "async ";
  if (e.is_move) out += "move ";
  out += "|" +
         list(e.params, [&](const Param& param) { return pat(param.pat) + (param.ty ? ": " + ty(param.ty) : ""); }) +
         "| ";
  if (e.ty) out += "-> " + ty(e.ty) + " ";
  return "(" + out + expr(e.lhs) + ")";
}

std::string Printer::match(const Expr& e) const {
  return "match " + expr(e.lhs) + " { " +
         list(e.arms,
              [&](const Arm& arm) {
                return pat(arm.pat) + (arm.guard ? " if " + expr(arm.guard) : "") +
                       (arm.body ? " => " + expr(arm.body) : "");
              }) +
         " }";
}

std::string Printer::expr(const Expr* e) const {
  if (!e) return "?";
  using Kind = Expr::Kind;
  switch (e->kind) {
    case Kind::Lit:
      return literal(e->lit);
    case Kind::Path:
      return path(e->path);
    case Kind::Array:
      return "[" + exprs(e->exprs) + "]";
    case Kind::Repeat:
      return "[" + expr(e->lhs) + "; " + expr(e->rhs) + "]";
    case Kind::Tuple:
      return "(" + exprs(e->exprs) + (e->exprs.size() == 1 ? ",)" : ")");
    case Kind::Struct: {
      std::string fields = list(e->fields, [&](const FieldInit& field) {
        return field.shorthand ? name(field.name) : name(field.name) + ": " + expr(field.value);
      });
      if (e->rhs || e->struct_rest) fields += (fields.empty() ? ".." : ", ..") + (e->rhs ? expr(e->rhs) : "");
      return path(e->path) + " { " + fields + " }";
    }
    case Kind::Call:
      return expr(e->lhs) + "(" + exprs(e->exprs) + ")";
    case Kind::MethodCall: {
      const std::string args = generic_args(e->segment.args);
      return expr(e->lhs) + "." + name(e->segment.ident) + (args.empty() ? "" : "::" + args) + "(" + exprs(e->exprs) +
             ")";
    }
    case Kind::Binary:
      return "(" + expr(e->lhs) + " " + op_text(e->bin_op) + " " + expr(e->rhs) + ")";
    case Kind::Unary:
      return std::string("(") + (e->un_op == UnOp::Neg ? "-" : e->un_op == UnOp::Not ? "!" : "*") + expr(e->lhs) + ")";
    case Kind::AddrOf:
      return std::string("(&") + (e->is_mut ? "mut " : "") + expr(e->lhs) + ")";
    case Kind::RawAddrOf:
      return std::string("(&raw ") + (e->is_mut ? "mut " : "const ") + expr(e->lhs) + ")";
    case Kind::Cast:
      return "(" + expr(e->lhs) + " as " + ty(e->ty) + ")";
    case Kind::Field:
      return expr(e->lhs) + "." + name(e->segment.ident);
    case Kind::Index:
      return expr(e->lhs) + "[" + expr(e->rhs) + "]";
    case Kind::Assign:
      return "(" + expr(e->lhs) + " = " + expr(e->rhs) + ")";
    case Kind::AssignOp:
      return "(" + expr(e->lhs) + " " + op_text(e->bin_op) + "= " + expr(e->rhs) + ")";
    case Kind::Range:
      return "(" + (e->lhs ? expr(e->lhs) : "") + (e->inclusive ? "..=" : "..") + (e->rhs ? expr(e->rhs) : "") + ")";
    case Kind::Block:
      return labeled(*e) + block(e->block);
    case Kind::Unsafe:
      return "unsafe " + block(e->block);
    case Kind::ConstBlock:
      return "const " + block(e->block);
    case Kind::If:
      return "if " + expr(e->lhs) + " " + block(e->block) + (e->rhs ? " else " + expr(e->rhs) : "");
    case Kind::Let:
      return "(let " + pat(e->pat) + " = " + expr(e->lhs) + ")";
    case Kind::Match:
      return match(*e);
    case Kind::Loop:
      return labeled(*e) + "loop " + block(e->block);
    case Kind::While:
      return labeled(*e) + "while " + expr(e->lhs) + " " + block(e->block);
    case Kind::For:
      return labeled(*e) + "for " + pat(e->pat) + " in " + expr(e->lhs) + " " + block(e->block);
    case Kind::Break:
      return jump("break", *e);
    case Kind::Continue:
      return jump("continue", *e);
    case Kind::Return:
      return jump("return", *e);
    case Kind::Yield:
      return jump("yield", *e);
    case Kind::Become:
      return jump("become", *e);
    case Kind::Closure:
      return closure(*e);
    case Kind::Try:
      return expr(e->lhs) + "?";
    case Kind::Await:
      return expr(e->lhs) + ".await";
    case Kind::Async:
      return std::string("async ") + (e->is_move ? "move " : "") + block(e->block);
    case Kind::Macro:
      return macro(*e->macro);
    case Kind::Paren:
      return expr(e->lhs);
    case Kind::Underscore:
      return "_";
    case Kind::Error:
      return "<error>";
    case Kind::FormatArgs:
      return "format_args!(..)";
    case Kind::OffsetOf:
      return "offset_of!(" + ty(e->ty) + ", " +
             list(
                 e->offset_fields, [&](const Ident& f) { return name(f); }, ".") +
             ")";
    case Kind::BuiltinType:
      return ty(e->ty);
  }
  return "";
}

std::string Printer::stmt(const Stmt& s) const {
  switch (s.kind) {
    case Stmt::Kind::Let:
      return "let " + pat(s.pat) + (s.ty ? ": " + ty(s.ty) : "") + (s.init ? " = " + expr(s.init) : "") +
             (s.else_block ? " else " + block(s.else_block) : "") + ";";
    case Stmt::Kind::Item:
      return item(s.item);
    case Stmt::Kind::Expr:
      return expr(s.init);
    case Stmt::Kind::Semi:
      return expr(s.init) + ";";
    case Stmt::Kind::Macro:
      return macro(*s.macro) + (s.macro_semi ? ";" : "");
    case Stmt::Kind::Empty:
      return ";";
  }
  return "";
}

std::string Printer::block(const Block* b) const {
  if (!b) return "?";
  if (b->stmts.empty()) return "{}";
  return "{ " +
         list(
             b->stmts, [&](const Stmt& s) { return stmt(s); }, " ") +
         " }";
}

}  // namespace assay::syntax
