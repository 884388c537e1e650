// HIR as text: one line per statement, blocks indented by two spaces, locals as name#number.
#include "hir/printer.h"

namespace assay::hir {
namespace {

const char* prim_name(PrimTy prim) {
  static constexpr const char* kNames[] = {"bool", "char", "str", "!",   "i8",   "i16",   "i32", "i64", "i128", "isize",
                                           "u8",   "u16",  "u32", "u64", "u128", "usize", "f16", "f32", "f64",  "f128"};
  return kNames[static_cast<size_t>(prim)];
}
const char* op_name(BinOp op) {
  static constexpr const char* kNames[] = {"+",  "-",  "*",  "/", "%",  "&", "|",  "^",  "<<",
                                           ">>", "==", "!=", "<", "<=", ">", ">=", "&&", "||"};
  return kNames[static_cast<size_t>(op)];
}

class Printer {
 public:
  Printer(const DefTable& defs, const Interner& symbols) : defs_(defs), symbols_(symbols) {}
  std::string out;

  void text(std::string_view s) { out += s; }
  void name(SymbolId s) { out += symbols_.text(s); }
  void def(DefId d) { out += d ? defs_.path(d, symbols_) : "?"; }
  template <class List, class Each>
  void list(const List& items, Each each, std::string_view separator = ", ") {
    bool first = true;
    for (const auto& item : items) {
      if (!first) text(separator);
      first = false;
      each(item);
    }
  }

  void res(const Res& r) {
    switch (r.kind) {
      case Res::Kind::Err:
        text("{error}");
        return;
      case Res::Kind::Def:
        def(r.def);
        return;
      case Res::Kind::Local:
        local(r.local);
        return;
      case Res::Kind::Prim:
        text(prim_name(r.prim));
        return;
      case Res::Kind::SelfTyParam:
      case Res::Kind::SelfTyAlias:
        text("Self");
        return;
      case Res::Kind::SelfCtor:
        text("Self!");
        return;
    }
  }
  void local(LocalVar v) {
    if (body_) name(body_->locals[v].name.name);
    text("#" + std::to_string(v.raw));
  }
  void path(const Path& p) {
    if (p.qself) {
      text("<");
      ty(*p.qself);
      text(">");
    }
    if (p.resolved > 0)
      res(p.res);
    else if (!p.qself)
      text("{error}");
    for (size_t i = 0; i < p.segments.size(); ++i) {
      if (i >= p.resolved) {
        text("::");
        name(p.segments[i].ident.name);
      }
      if (p.segments[i].args) args(*p.segments[i].args);
    }
  }
  void args(const GenericArgs& a) {
    text("<");
    list(a.args, [&](const GenericArg& arg) {
      if (arg.ty)
        ty(*arg.ty);
      else if (arg.constant)
        constant(*arg.constant);
      else
        text("'_");
    });
    for (const AssocConstraint& c : a.constraints) {
      text(", ");
      name(c.name.name);
      if (c.ty) text(" = "), ty(*c.ty);
      if (c.constant) text(" = "), constant(*c.constant);
      if (!c.bounds.empty()) text(": "), bounds(c.bounds);
    }
    text(">");
  }
  void constant(const ConstArg& c) {
    switch (c.kind) {
      case ConstArg::Kind::Literal:
        text(std::to_string(c.value));
        return;
      case ConstArg::Kind::Param:
        def(c.def);
        return;
      case ConstArg::Kind::Anon:
        text("{const " + std::to_string(c.def.raw) + "}");
        return;
      case ConstArg::Kind::Infer:
        text("_");
        return;
      case ConstArg::Kind::Path:
        path(*c.path);
        return;
    }
  }
  void bounds(const std::vector<TraitBound>& b) {
    list(
        b,
        [&](const TraitBound& bound) {
          if (bound.maybe) text("?");
          path(*bound.path);
        },
        " + ");
  }
  void ty(const Ty& t) {
    switch (t.kind) {
      case Ty::Kind::Path:
        path(*t.path);
        return;
      case Ty::Kind::Ref:
        text(t.is_mut ? "&mut " : "&");
        ty(*t.inner);
        return;
      case Ty::Kind::RawPtr:
        text(t.is_mut ? "*mut " : "*const ");
        ty(*t.inner);
        return;
      case Ty::Kind::Slice:
        text("[");
        ty(*t.inner);
        text("]");
        return;
      case Ty::Kind::Array:
        text("[");
        ty(*t.inner);
        text("; ");
        constant(*t.length);
        text("]");
        return;
      case Ty::Kind::Tuple:
        text("(");
        list(t.elements, [&](const Ty* e) { ty(*e); });
        text(")");
        return;
      case Ty::Kind::Never:
        text("!");
        return;
      case Ty::Kind::Infer:
        text("_");
        return;
      case Ty::Kind::BareFn:
        text(t.is_unsafe ? "unsafe fn(" : "fn(");
        list(t.elements, [&](const Ty* e) { ty(*e); });
        text(")");
        if (t.output) text(" -> "), ty(*t.output);
        return;
      case Ty::Kind::Opaque:
        text("impl#" + std::to_string(t.def.raw));
        return;
      case Ty::Kind::DynTrait:
        text("dyn ");
        bounds(t.bounds);
        return;
      case Ty::Kind::Error:
        text("{error}");
        return;
    }
  }

  void pat(const Pat& p) {
    auto pats = [&] {
      for (size_t i = 0; i < p.pats.size(); ++i) {
        if (i) text(", ");
        if (p.rest == i) text(p.kind == Pat::Kind::Slice ? ".." : ".., ");
        pat(*p.pats[i]);
      }
      if (p.rest == p.pats.size()) text(p.pats.empty() ? ".." : ", ..");
    };
    switch (p.kind) {
      case Pat::Kind::Wild:
        text("_");
        return;
      case Pat::Kind::Binding:
        if (p.by_ref) text("ref ");
        if (p.is_mut) text("mut ");
        local(p.local);
        if (p.sub) text(" @ "), pat(*p.sub);
        return;
      case Pat::Kind::Struct:
        path(*p.path);
        text(" { ");
        list(p.fields, [&](const FieldPat& f) {
          name(f.name.name);
          text(": ");
          pat(*f.pat);
        });
        text(p.has_rest ? ", .. }" : " }");
        return;
      case Pat::Kind::TupleStruct:
        path(*p.path);
        text("(");
        pats();
        text(")");
        return;
      case Pat::Kind::Path:
        path(*p.path);
        return;
      case Pat::Kind::Tuple:
        text("(");
        pats();
        text(")");
        return;
      case Pat::Kind::Ref:
        text(p.is_mut ? "&mut " : "&");
        pat(*p.sub);
        return;
      case Pat::Kind::Lit:
        expr(*p.lo);
        return;
      case Pat::Kind::Range:
        if (p.lo) expr(*p.lo);
        text(p.range_end == ast::RangeEnd::Closed ? "..=" : "..");
        if (p.hi) expr(*p.hi);
        return;
      case Pat::Kind::Slice:
        text("[");
        pats();
        text("]");
        return;
      case Pat::Kind::Or:
        list(
            p.pats, [&](const Pat* e) { pat(*e); }, " | ");
        return;
      case Pat::Kind::Box:
        text("box ");
        pat(*p.sub);
        return;
      case Pat::Kind::Never:
        text("!");
        return;
      case Pat::Kind::Error:
        text("{error}");
        return;
    }
  }

  void line() { out += "\n" + std::string(indent_ * 2, ' '); }
  void literal(const ast::Literal& l) {
    switch (l.kind) {
      case ast::Literal::Kind::Bool:
        text(l.scalar ? "true" : "false");
        return;
      case ast::Literal::Kind::Char:
      case ast::Literal::Kind::Byte:
        text("'" + std::to_string(l.scalar) + "'");
        return;
      case ast::Literal::Kind::Int:
      case ast::Literal::Kind::Float:
        name(l.text);
        name(l.suffix);
        return;
      case ast::Literal::Kind::Str:
        text("\"");
        name(l.text);
        text("\"");
        return;
      case ast::Literal::Kind::ByteStr:
        text("b\"");
        name(l.text);
        text("\"");
        return;
      case ast::Literal::Kind::CStr:
        text("c\"");
        name(l.text);
        text("\"");
        return;
    }
  }
  void arguments(const Expr& e) {
    text("(");
    list(e.exprs, [&](const Expr* x) { expr(*x); });
    text(")");
  }
  void target(const Expr& e) {
    if (e.target) text(" '" + std::to_string(e.target.raw));
  }

  void block(const Expr& e) {
    if (e.targeted) text("'" + std::to_string(e.id.raw) + ": ");
    text(e.is_unsafe ? "unsafe {" : "{");
    ++indent_;
    for (const Stmt& s : e.stmts) {
      line();
      if (s.kind == Stmt::Kind::Let) {
        text("let ");
        pat(*s.pat);
        if (s.ty) text(": "), ty(*s.ty);
        if (s.init) text(" = "), expr(*s.init);
        if (s.else_block) text(" else "), expr(*s.else_block);
        text(";");
      } else {
        expr(*s.init);
        if (s.kind == Stmt::Kind::Semi) text(";");
      }
    }
    if (e.lhs) line(), expr(*e.lhs);
    --indent_;
    if (!e.stmts.empty() || e.lhs) line();
    text("}");
  }

  void match(const Expr& e) {
    text("match ");
    expr(*e.lhs);
    text(" {");
    ++indent_;
    for (const Arm& arm : e.arms) {
      line();
      pat(*arm.pat);
      if (arm.guard) text(" if "), expr(*arm.guard);
      text(" => ");
      expr(*arm.body);
      text(",");
    }
    --indent_;
    line();
    text("}");
  }

  void expr(const Expr& e) {
    switch (e.kind) {
      case Expr::Kind::Lit:
        literal(e.lit);
        return;
      case Expr::Kind::Path:
        path(*e.path);
        return;
      case Expr::Kind::Array:
        text("[");
        list(e.exprs, [&](const Expr* x) { expr(*x); });
        text("]");
        return;
      case Expr::Kind::Repeat:
        text("[");
        expr(*e.lhs);
        text("; ");
        constant(*e.length);
        text("]");
        return;
      case Expr::Kind::Tuple:
        arguments(e);
        return;
      case Expr::Kind::Struct:
        path(*e.path);
        text(" { ");
        list(e.fields, [&](const FieldInit& f) {
          name(f.name.name);
          text(": ");
          expr(*f.value);
        });
        if (e.rhs) text(", .."), expr(*e.rhs);
        text(" }");
        return;
      case Expr::Kind::Call:
        expr(*e.lhs);
        arguments(e);
        return;
      case Expr::Kind::MethodCall:
        expr(*e.lhs);
        text(".");
        name(e.segment.ident.name);
        if (e.segment.args) args(*e.segment.args);
        arguments(e);
        return;
      case Expr::Kind::Binary:
      case Expr::Kind::AssignOp:
        text("(");
        expr(*e.lhs);
        text(std::string(" ") + op_name(e.bin_op) + (e.kind == Expr::Kind::AssignOp ? "= " : " "));
        expr(*e.rhs);
        text(")");
        return;
      case Expr::Kind::Unary:
        text(e.un_op == UnOp::Neg ? "-" : e.un_op == UnOp::Not ? "!" : "*");
        expr(*e.lhs);
        return;
      case Expr::Kind::AddrOf:
        text(e.is_mut ? "&mut " : "&");
        expr(*e.lhs);
        return;
      case Expr::Kind::RawAddrOf:
        text(e.is_mut ? "&raw mut " : "&raw const ");
        expr(*e.lhs);
        return;
      case Expr::Kind::Cast:
        expr(*e.lhs);
        text(" as ");
        ty(*e.ty);
        return;
      case Expr::Kind::Field:
        expr(*e.lhs);
        text(".");
        name(e.segment.ident.name);
        return;
      case Expr::Kind::Index:
        expr(*e.lhs);
        text("[");
        expr(*e.rhs);
        text("]");
        return;
      case Expr::Kind::Assign:
        expr(*e.lhs);
        text(" = ");
        expr(*e.rhs);
        return;
      case Expr::Kind::Block:
        block(e);
        return;
      case Expr::Kind::If:
        text("if ");
        expr(*e.lhs);
        text(" ");
        expr(*e.block);
        if (e.rhs) text(" else "), expr(*e.rhs);
        return;
      case Expr::Kind::Let:
        text("let ");
        pat(*e.pat);
        text(" = ");
        expr(*e.lhs);
        return;
      case Expr::Kind::Match:
        match(e);
        return;
      case Expr::Kind::Loop:
        text("'" + std::to_string(e.id.raw) + ": loop ");
        expr(*e.block);
        return;
      case Expr::Kind::Break:
      case Expr::Kind::Continue:
        text(e.kind == Expr::Kind::Break ? "break" : "continue");
        target(e);
        if (e.lhs) text(" "), expr(*e.lhs);
        return;
      case Expr::Kind::Return:
        text("return");
        if (e.lhs) text(" "), expr(*e.lhs);
        return;
      case Expr::Kind::Closure:
        text(e.is_move ? "move |" : "|");
        list(e.params, [&](const Param& p) {
          pat(*p.pat);
          if (p.ty) text(": "), ty(*p.ty);
        });
        text("| ");
        expr(*e.lhs);
        return;
      case Expr::Kind::ConstBlock:
        text("const {" + std::to_string(e.def.raw) + "}");
        return;
      case Expr::Kind::OffsetOf:
        text("offset_of(");
        ty(*e.ty);
        text(")");
        return;
      case Expr::Kind::DropTemps:
        text("drop_temps(");
        expr(*e.lhs);
        text(")");
        return;
      case Expr::Kind::Unsupported:
        text("unsupported(");
        name(e.feature);
        text(")");
        return;
      case Expr::Kind::Error:
        text("{error}");
        return;
    }
  }

  void body(const Body& b) {
    body_ = &b;
    text("|");
    list(b.params, [&](const Param& p) {
      pat(*p.pat);
      if (p.ty) text(": "), ty(*p.ty);
    });
    text("| ");
    if (b.value) expr(*b.value);
  }

  void generics(const Generics& g) {
    text("<");
    list(g.params, [&](const GenericParam& p) {
      name(p.name);
      if (p.ty) text(" = "), ty(*p.ty);
    });
    text(">");
    for (const WherePredicate& w : g.predicates) text(" where "), ty(*w.bounded), text(": "), bounds(w.bounds);
  }

 private:
  const DefTable& defs_;
  const Interner& symbols_;
  const Body* body_ = nullptr;
  size_t indent_ = 0;
};

}  // namespace

std::string print_ty(const DefTable& defs, const Interner& symbols, const Ty& ty) {
  Printer printer(defs, symbols);
  printer.ty(ty);
  return printer.out;
}

std::string print_sig(const DefTable& defs, const Interner& symbols, DefId def, const ItemSig& sig) {
  Printer p(defs, symbols);
  p.def(def);
  p.generics(sig.generics);
  if (defs[def].kind == DefKind::Fn || defs[def].kind == DefKind::AssocFn) {
    p.text(" (");
    p.list(sig.fn.inputs, [&](const Ty* ty) { p.ty(*ty); });
    p.text(")");
    if (sig.fn.output) p.text(" -> "), p.ty(*sig.fn.output);
  }
  if (sig.of_trait) p.text(" impl "), p.path(*sig.of_trait);
  if (sig.ty) p.text(": "), p.ty(*sig.ty);
  if (!sig.bounds.empty()) p.text(" : "), p.bounds(sig.bounds);
  return p.out;
}

std::string print_body(const DefTable& defs, const Interner& symbols, const Body& body) {
  Printer printer(defs, symbols);
  printer.body(body);
  return printer.out;
}

}  // namespace assay::hir
