#include "infer/captures.h"

#include <algorithm>

namespace assay::infer {

using thir::BorrowKind;
using thir::Expr;
using EK = Expr::Kind;
using PK = thir::Pat::Kind;

namespace {

struct Step {
  bool is_deref = false;
  uint32_t field = 0;
  TyId before, after;  // types
};
struct Place {
  hir::LocalVar root;
  TyId root_ty;
  std::vector<Step> steps;
  TyId ty() const { return steps.empty() ? root_ty : steps.back().after; }
};
// Ordered by how much they take.
enum class Mode : uint8_t { Ref, UniqueRef, MutRef, Value };

struct Captured {
  Place place;
  Mode mode;
  Span span;
};

enum class Use : uint8_t { Read, Write, Move };

class Analysis {
 public:
  Analysis(Collector& items, Arena& arena, const CaptureQuery& query, const Expr& closure_expr)
      : items_(items),
        tcx_(items.tcx),
        arena_(arena),
        q_(query),
        closure_expr_(closure_expr),
        precise_(query.body->edition >= Edition::E2021) {}

  CaptureResult run() {
    value(q_.body->value);
    collect();
    CaptureResult result;
    result.kind = q_.kind ? *q_.kind : kind_;
    q_.body->closure_kind = result.kind;
    for (const Captured& c : captures_) {
      TyId ty = c.place.ty();
      CaptureMode mode = CaptureMode::ByValue;
      switch (c.mode) {
        case Mode::Value:
          break;
        case Mode::Ref:
          mode = CaptureMode::ByRef;
          break;
        case Mode::MutRef:
          mode = CaptureMode::ByMutRef;
          break;
        case Mode::UniqueRef:
          mode = CaptureMode::ByUniqueRef;
          break;
      }
      if (c.mode != Mode::Value) ty = tcx_.ref(ty, c.mode != Mode::Ref);
      std::vector<thir::CaptureStep> steps;
      for (const Step& s : c.place.steps) steps.push_back({s.is_deref, s.field});
      q_.body->captures.push_back({mode, c.place.root, ty, q_.local_name(c.place.root), std::move(steps)});
      result.tys.push_back(ty);
      result.exprs.push_back(capture_expr(c, ty));
    }
    rewrite(q_.body->value);
    return result;
  }

 private:
  // ---- which places are used, and how ------------------------------------------------------------------------
  static bool is_place(const Expr* e) {
    return e->kind == EK::Local || e->kind == EK::Deref || e->kind == EK::Field || e->kind == EK::Index ||
           e->kind == EK::Static || e->kind == EK::Upvar;
  }

  /// The place `e` names if it is rooted in a variable from outside. Indexing ends it (`cut`).
  std::optional<Place> place_of(const Expr* e, bool& cut) {
    if (e->kind == EK::Local) {
      if (!q_.is_outer(e->local)) return std::nullopt;
      return Place{e->local, e->ty, {}};
    }
    if (e->kind != EK::Field && e->kind != EK::Deref && e->kind != EK::Index) return std::nullopt;
    std::optional<Place> base = place_of(e->lhs, cut);
    if (e->kind == EK::Index) cut = true;
    if (!base || cut) return base;
    base->steps.push_back({e->kind == EK::Deref, e->kind == EK::Deref ? 0 : e->field, e->lhs->ty, e->ty});
    return base;
  }

  void mention(hir::LocalVar local) {
    if (std::find(mentioned_.begin(), mentioned_.end(), local) == mentioned_.end()) mentioned_.push_back(local);
  }

  void use(const Expr* e, Use how) {
    if (!is_place(e)) return value(e);
    operands(e);
    bool cut = false;
    const std::optional<Place> place = place_of(e, cut);
    if (!place) return;
    add(*place, how, e->span);
  }
  void add(const Place& place, Use how, Span span) {
    Mode mode = how == Use::Move ? Mode::Value : how == Use::Write ? Mode::MutRef : Mode::Ref;
    if (mode != Mode::Value)
      for (const Step& s : place.steps)
        if (tcx_[s.after].kind == TyKind::RawPtr || tcx_[s.before].kind == TyKind::RawPtr) mode = Mode::Ref;
    uses_.push_back({place, mode, span});
  }
  /// What a place expression evaluates on its way: indices, and the value it starts from.
  void operands(const Expr* e) {
    if (!is_place(e)) return value(e);
    if (e->kind == EK::Local && q_.is_outer(e->local)) mention(e->local);
    if (e->kind == EK::Field || e->kind == EK::Deref || e->kind == EK::Index) operands(e->lhs);
    if (e->kind == EK::Index) value(e->rhs);
  }

  void value(const Expr* e) {
    if (!e) return;
    if (is_place(e)) return use(e, e->is_copy ? Use::Read : Use::Move);
    if (e->kind == EK::Borrow)
      return use(e->lhs, e->borrow == BorrowKind::Mut || e->borrow == BorrowKind::TwoPhaseMut ? Use::Write : Use::Read);
    if (e->kind == EK::RawBorrow) return use(e->lhs, e->is_mut ? Use::Write : Use::Read);
    if (e->kind == EK::Assign || e->kind == EK::AssignOp) {
      value(e->rhs);
      return use(e->lhs, Use::Write);
    }
    if (e->kind == EK::Let) {
      scrutinee(e->lhs);
      return pattern(e->lhs, e->pat);
    }
    if (e->kind == EK::Match) return match(e);
    if (e->kind == EK::Block) return block(e);
    if (e->kind == EK::Adt) {
      for (const thir::FieldExpr& f : e->fields) value(f.value);
      if (e->rhs) base_of_update(*e);
      return;
    }
    value(e->lhs);
    if (e->kind == EK::If) value(e->third);
    value(e->rhs);
    for (const Expr* x : e->exprs) value(x);
  }
  void match(const Expr* e) {
    scrutinee(e->lhs);
    if (e->arms.empty()) use(e->lhs, Use::Read);
    for (const thir::MatchArm& arm : e->arms) {
      pattern(e->lhs, arm.pat);
      value(arm.guard);
      value(arm.body);
    }
  }
  void block(const Expr* e) {
    for (const thir::Stmt& s : e->stmts) {
      if (s.kind == thir::Stmt::Kind::Let) {
        if (s.init) {
          scrutinee(s.init);
          pattern(s.init, s.pat);
        }
        value(s.else_block);
      } else {
        value(s.init);
      }
    }
    value(e->lhs);
  }
  void base_of_update(const Expr& e) {
    const Expr* base = e.rhs;
    if (!is_place(base)) return value(base);
    operands(base);
    bool cut = false;
    const std::optional<Place> place = place_of(base, cut);
    if (!place) return;
    const auto& fields = items_.adt(e.def).variants[e.variant].fields;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      bool given = false;
      for (const thir::FieldExpr& f : e.fields) given = given || f.field == i;
      if (given) continue;
      const TyId ty = tcx_.subst(known_type(items_, fields[i].def), e.args);
      Place field = *place;
      if (!cut) field.steps.push_back({false, i, base->ty, ty});
      add(field, q_.is_copy(ty) ? Use::Read : Use::Move, base->span);
    }
  }

  void scrutinee(const Expr* e) {
    if (is_place(e))
      operands(e);
    else
      value(e);
  }

  void pattern(const Expr* on, const thir::Pat* pat) {
    if (!is_place(on)) return;
    bool cut = false;
    const std::optional<Place> place = place_of(on, cut);
    if (place) pattern(*place, pat, cut);
  }
  void pattern(const Place& place, const thir::Pat* pat, bool cut) {
    const auto inside = [&](bool is_deref, uint32_t field, const thir::Pat* sub) {
      Place inner = place;
      if (!cut) inner.steps.push_back({is_deref, field, place.ty(), sub->ty});
      pattern(inner, sub, cut);
    };
    switch (pat->kind) {
      case PK::Wild:
      case PK::Error:
        return;
      case PK::Never:
        return add(place, Use::Read, pat->span);
      case PK::Binding:
        add(place,
            pat->by_ref    ? (pat->ref_mut ? Use::Write : Use::Read)
            : pat->is_copy ? Use::Read
                           : Use::Move,
            pat->span);
        if (pat->sub) pattern(place, pat->sub, cut);
        return;
      case PK::Variant: {
        const AdtInfo& adt = items_.adt(pat->def);
        if (adt.variants.size() > 1 || adt.non_exhaustive) add(place, Use::Read, pat->span);
        const bool keep = adt.variants.size() <= 1;
        for (const thir::FieldPat& f : pat->fields) {
          Place inner = place;
          if (!cut && keep) inner.steps.push_back({false, f.field, place.ty(), f.pat->ty});
          pattern(inner, f.pat, cut || !keep);
        }
        return;
      }
      case PK::Leaf:
        for (const thir::FieldPat& f : pat->fields) inside(false, f.field, f.pat);
        return;
      case PK::Deref:
      case PK::DerefBox:
        return inside(true, 0, pat->sub);
      case PK::Constant:
      case PK::Range:
        return add(place, Use::Read, pat->span);
      case PK::Slice:
        if (tcx_[pat->ty].kind != TyKind::Array && !(pat->slice && pat->prefix.empty() && pat->suffix.empty()))
          add(place, Use::Read, pat->span);
        for (const auto* list : {&pat->prefix, &pat->suffix})
          for (const thir::Pat* p : *list) pattern(place, p, true);
        if (pat->slice) pattern(place, pat->slice, true);
        return;
      case PK::Or:
        for (const thir::Pat* p : pat->alternatives) pattern(place, p, cut);
        return;
    }
  }

  // ---- from uses to captures ---------------------------------------------------------------------------------
  void truncate(Captured& c, size_t length) {
    if (c.mode == Mode::MutRef)
      for (size_t i = length; i < c.place.steps.size(); ++i) {
        const TyData& d = tcx_[c.place.steps[i].before];
        if (c.place.steps[i].is_deref && d.kind == TyKind::Ref && d.is_mut()) {
          c.mode = Mode::UniqueRef;
          break;
        }
      }
    if (length < c.place.steps.size()) c.place.steps.resize(length);
  }
  bool stops(TyId ty) const {
    const TyData& d = tcx_[ty];
    return d.kind == TyKind::RawPtr || (d.kind == TyKind::Adt && items_.adt(d.def).kind == AdtInfo::Kind::Union);
  }
  static std::optional<size_t> first_deref(const Place& p) {
    for (size_t i = 0; i < p.steps.size(); ++i)
      if (p.steps[i].is_deref) return i;
    return std::nullopt;
  }
  void cut_packed(Captured& c) {
    for (size_t i = 0; i < c.place.steps.size(); ++i) {
      const TyData& d = tcx_[c.place.steps[i].before];
      if (!c.place.steps[i].is_deref && d.kind == TyKind::Adt && items_.adt(d.def).repr.pack) return truncate(c, i);
    }
  }
  void restrict(Captured& c) {
    if (c.mode != Mode::Value) cut_packed(c);
    // Nothing behind a raw pointer and no field of a union is captured on its own.
    if (stops(c.place.root_ty)) truncate(c, 0);
    for (size_t i = 0; i < c.place.steps.size(); ++i)
      if (stops(c.place.steps[i].after)) {
        truncate(c, i + 1);
        break;
      }
    // Fields of what a shared reference points to are reached through a copy of the reference.
    for (size_t i = c.place.steps.size(); i-- > 0;) {
      if (!c.place.steps[i].is_deref) continue;
      const TyData& d = tcx_[c.place.steps[i].before];
      if (d.kind == TyKind::Ref && !d.is_mut()) truncate(c, i + 1);
      break;
    }
    if (c.mode == Mode::Value)
      kind_ = ClosureKind::FnOnce;
    else if (c.mode != Mode::Ref && kind_ == ClosureKind::Fn)
      kind_ = ClosureKind::FnMut;
    if (q_.is_move) {
      if (const auto at = first_deref(c.place)) truncate(c, *at);
      c.mode = Mode::Value;
    } else if (c.mode == Mode::Value) {
      if (const auto at = first_deref(c.place)) truncate(c, *at);
    }
    if (c.mode != Mode::Value) cut_packed(c);
  }

  enum class Relation : uint8_t { Same, Ancestor, Descendant, Divergent };
  static Relation relation(const Place& a, const Place& b) {
    const size_t common = std::min(a.steps.size(), b.steps.size());
    for (size_t i = 0; i < common; ++i)
      if (a.steps[i].is_deref != b.steps[i].is_deref || a.steps[i].field != b.steps[i].field)
        return Relation::Divergent;
    if (a.steps.size() == b.steps.size()) return Relation::Same;
    return a.steps.size() < b.steps.size() ? Relation::Ancestor : Relation::Descendant;
  }

  void collect() {
    if (!precise_) {  // whole variables, all that are mentioned
      for (const hir::LocalVar local : mentioned_)
        uses_.push_back({{local, q_.local_ty(local), {}}, q_.is_move ? Mode::Value : Mode::Ref, {}});
    }
    std::vector<std::pair<hir::LocalVar, std::vector<Captured>>> roots;
    for (const hir::LocalVar local : mentioned_) roots.push_back({local, {}});
    for (Captured c : uses_) {
      const bool fake = !precise_ && c.span.empty();
      if (!fake) restrict(c);
      if (!precise_) truncate(c, 0);
      for (auto& [root, list] : roots)
        if (root == c.place.root) insert(list, std::move(c));
    }
    for (auto& [root, list] : roots) {
      std::stable_sort(list.begin(), list.end(), [](const Captured& a, const Captured& b) {
        for (size_t i = 0; i < std::min(a.place.steps.size(), b.place.steps.size()); ++i) {
          const Step &x = a.place.steps[i], &y = b.place.steps[i];
          if (!x.is_deref && !y.is_deref && x.field != y.field) return x.field < y.field;
        }
        return false;
      });
      for (Captured& c : list) captures_.push_back(std::move(c));
    }
  }
  void insert(std::vector<Captured>& list, Captured c) {
    bool descendant_found = false;
    for (size_t i = 0; i < list.size();) {
      if (relation(c.place, list[i].place) != Relation::Ancestor) {
        ++i;
        continue;
      }
      descendant_found = true;
      Captured other = list[i];
      truncate(other, c.place.steps.size());
      c.mode = std::max(c.mode, other.mode);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (!descendant_found)
      for (Captured& other : list) {
        const Relation r = relation(c.place, other.place);
        if (r != Relation::Same && r != Relation::Descendant) continue;
        truncate(c, other.place.steps.size());
        other.mode = std::max(c.mode, other.mode);
        return;
      }
    list.push_back(std::move(c));
  }

  // ---- the captures' values, in the body around --------------------------------------------------------------
  Expr* node(EK kind, TyId ty) {
    Expr* e = arena_.make<Expr>();
    e->kind = kind;
    e->id = closure_expr_.id;
    e->ty = ty;
    e->span = closure_expr_.span;
    return e;
  }
  const Expr* capture_expr(const Captured& c, TyId ty) {
    Expr* at = node(EK::Local, c.place.root_ty);
    at->local = c.place.root;
    at->is_copy = q_.is_copy(at->ty);
    for (const Step& s : c.place.steps) {
      Expr* outer = node(s.is_deref ? EK::Deref : EK::Field, s.after);
      outer->lhs = at;
      outer->field = s.field;
      outer->is_copy = q_.is_copy(s.after);
      at = outer;
    }
    if (c.mode == Mode::Value) return at;
    Expr* borrow = node(EK::Borrow, ty);
    borrow->lhs = at;
    borrow->borrow = c.mode == Mode::Ref ? BorrowKind::Shared : BorrowKind::Mut;
    borrow->reborrow_adjustment = true;
    return borrow;
  }

  // ---- captured places in the closure's body become Upvar ----------------------------------------------------
  static Expr* edit(const Expr* e) { return const_cast<Expr*>(e); }  // the body is still ours

  void rewrite(const Expr* e) {
    if (!e) return;
    if (is_place(e)) {
      rewrite_place(e);
      return;
    }
    rewrite(e->lhs);
    rewrite(e->rhs);
    rewrite(e->third);
    for (const Expr* x : e->exprs) rewrite(x);
    for (const thir::FieldExpr& f : e->fields) rewrite(f.value);
    for (const thir::Stmt& s : e->stmts) {
      rewrite(s.init);
      rewrite(s.else_block);
    }
    for (const thir::MatchArm& arm : e->arms) {
      rewrite(arm.guard);
      rewrite(arm.body);
    }
  }
  void rewrite_place(const Expr* e) {
    // From the root outwards: the chain of nodes, the root first.
    std::vector<const Expr*> chain;
    for (const Expr* at = e;; at = at->lhs) {
      chain.push_back(at);
      if (at->kind == EK::Index) rewrite(at->rhs);
      if (at->kind != EK::Field && at->kind != EK::Deref && at->kind != EK::Index) break;
    }
    std::reverse(chain.begin(), chain.end());
    const Expr* root = chain[0];
    if (root->kind != EK::Local) {
      if (!is_place(root)) rewrite(root);
      return;
    }
    if (!q_.is_outer(root->local)) return;
    for (size_t index = 0; index < captures_.size(); ++index) {
      const Place& place = captures_[index].place;
      if (place.root != root->local || place.steps.size() >= chain.size()) continue;
      bool same = true;
      for (size_t i = 0; same && i < place.steps.size(); ++i) {
        const Expr* step = chain[i + 1];
        same = place.steps[i].is_deref ? step->kind == EK::Deref
                                       : step->kind == EK::Field && step->field == place.steps[i].field;
      }
      if (!same) continue;
      Expr* at = edit(chain[place.steps.size()]);
      at->kind = EK::Upvar;
      at->lhs = nullptr;
      at->field = static_cast<uint32_t>(index);
      return;
    }
    // Destructured, with parts of it captured, or named and not used at all (`let _ = x`): lower knows which part the
    // patterns reach.
    edit(root)->is_outer = true;
  }

  Collector& items_;
  TyContext& tcx_;
  Arena& arena_;
  const CaptureQuery& q_;
  const Expr& closure_expr_;
  bool precise_;
  std::vector<hir::LocalVar> mentioned_;
  std::vector<Captured> uses_;
  std::vector<Captured> captures_;
  ClosureKind kind_ = ClosureKind::Fn;
};

}  // namespace

CaptureResult analyse_captures(Collector& items, Arena& arena, const CaptureQuery& query, const Expr& closure_expr) {
  return Analysis(items, arena, query, closure_expr).run();
}

}  // namespace assay::infer
