// Union-find over inference variables with an undo log. One index space serves type, integer and float variables;
// merging a type variable with an integer variable leaves an integer variable.
#include "traits/table.h"

namespace assay::traits {
namespace {

struct TyVar {
  InferKind kind = InferKind::Ty;
  bool diverging = false;
  uint32_t parent = kNoId;  // another variable this one was merged into
  TyId value;               // what a root is bound to
};
struct ConstVar {
  TyId ty;
  uint32_t parent = kNoId;
  ConstId value;
};

}  // namespace

struct InferTable::Impl {
  TyContext& tcx;
  InferTable& self;
  std::vector<TyVar> tys;
  std::vector<ConstVar> consts;
  struct UndoTy {
    uint32_t var;
    TyVar old;
  };
  struct UndoConst {
    uint32_t var;
    ConstVar old;
  };
  struct Undo {
    bool is_const;
    UndoTy ty;
    UndoConst constant;
  };
  std::vector<Undo> undo;

  Impl(TyContext& t, InferTable& s) : tcx(t), self(s) {}

  uint32_t root(uint32_t var) const {
    while (tys[var].parent != kNoId) var = tys[var].parent;
    return var;
  }
  uint32_t const_root(uint32_t var) const {
    while (consts[var].parent != kNoId) var = consts[var].parent;
    return var;
  }
  TyVar& change(uint32_t var) {
    undo.push_back({false, {var, tys[var]}, {}});
    return tys[var];
  }
  ConstVar& change_const(uint32_t var) {
    undo.push_back({true, {}, {var, consts[var]}});
    return consts[var];
  }

  TyId shallow(TyId ty) const {
    const TyData& d = tcx[ty];
    if (d.kind != TyKind::Infer || d.index >= tys.size()) return ty;
    const uint32_t r = root(d.index);
    if (tys[r].value) return tys[r].value;
    return r == d.index ? ty : tcx.infer(tys[r].kind, r);
  }
  ConstId shallow(ConstId c) const {
    const ConstData& d = tcx[c];
    if (d.kind != ConstData::Kind::Infer || d.index >= consts.size()) return c;
    const uint32_t r = const_root(d.index);
    if (consts[r].value) return consts[r].value;
    if (r == d.index) return c;
    ConstData out = d;
    out.index = r;
    out.ty = consts[r].ty;
    return tcx.intern(out);
  }

  bool occurs(uint32_t var, TyId ty) const {
    if (!tcx.has(ty, kHasInfer)) return false;
    ty = shallow(ty);
    const TyData& d = tcx[ty];
    switch (d.kind) {
      case TyKind::Infer:
        return d.index < tys.size() && root(d.index) == var;
      case TyKind::Adt:
      case TyKind::FnDef:
      case TyKind::Closure:
      case TyKind::Projection:
      case TyKind::Opaque:
        return occurs(var, d.args);
      case TyKind::Array:
      case TyKind::Slice:
      case TyKind::RawPtr:
      case TyKind::Ref:
        return occurs(var, d.inner);
      case TyKind::FnPtr:
        return occurs(var, d.sig.inputs) || occurs(var, d.sig.output);
      case TyKind::Tuple:
        return occurs(var, d.list);
      case TyKind::Dynamic: {
        const DynTy& dyn = tcx.dyn_ty(ty);
        if (occurs(var, dyn.principal_args)) return true;
        for (const DynProjection& p : dyn.projections)
          if (occurs(var, p.ty)) return true;
        return false;
      }
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::Param:
      case TyKind::Error:
        return false;
    }
    return false;
  }
  bool occurs(uint32_t var, ArgsId args) const {
    for (const GenericArg& a : tcx[args])
      if (a.kind == GenericArg::Kind::Type && occurs(var, a.ty())) return true;
    return false;
  }
  bool occurs(uint32_t var, TyListId list) const {
    for (TyId t : tcx[list])
      if (occurs(var, t)) return true;
    return false;
  }

  bool bind(uint32_t var, TyId ty) {
    const TyData& d = tcx[ty];
    switch (tys[var].kind) {
      case InferKind::Ty:
        break;
      case InferKind::Int:
        if (d.kind != TyKind::Int && d.kind != TyKind::Uint && d.kind != TyKind::Error) return false;
        break;
      case InferKind::Float:
        if (d.kind != TyKind::Float && d.kind != TyKind::Error) return false;
        break;
    }
    if (occurs(var, ty)) return false;
    change(var).value = tcx.erase_regions(ty);  // a bound region must not leave its binder
    return true;
  }

  bool merge(uint32_t a, uint32_t b) {
    if (a == b) return true;
    const InferKind ka = tys[a].kind, kb = tys[b].kind;
    if (ka != kb && ka != InferKind::Ty && kb != InferKind::Ty) return false;
    // The more special kind, otherwise the older variable, stays the root.
    const bool keep_a = ka != kb ? ka != InferKind::Ty : a < b;
    const uint32_t winner = keep_a ? a : b, loser = keep_a ? b : a;
    if (tys[loser].diverging && !tys[winner].diverging) change(winner).diverging = true;
    change(loser).parent = winner;
    return true;
  }

  bool unify_lists(TyListId a, TyListId b) {
    if (a == b) return true;
    const auto la = tcx[a], lb = tcx[b];
    if (la.size() != lb.size()) return false;
    for (size_t i = 0; i < la.size(); ++i)
      if (!unify(la[i], lb[i])) return false;
    return true;
  }
  bool unify_args(ArgsId a, ArgsId b) {
    if (a == b) return true;
    const auto la = tcx[a], lb = tcx[b];
    if (la.size() != lb.size()) return false;
    for (size_t i = 0; i < la.size(); ++i) {
      if (la[i].kind != lb[i].kind) return false;
      switch (la[i].kind) {
        case GenericArg::Kind::Region:
          break;
        case GenericArg::Kind::Type:
          if (!unify(la[i].ty(), lb[i].ty())) return false;
          break;
        case GenericArg::Kind::Const:
          if (!unify(la[i].constant(), lb[i].constant())) return false;
          break;
      }
    }
    return true;
  }
  bool unify_dyn(TyId a, TyId b) {
    const DynTy& da = tcx.dyn_ty(a);
    const DynTy& db = tcx.dyn_ty(b);
    if (da.principal != db.principal || da.autos != db.autos || da.projections.size() != db.projections.size())
      return false;
    for (size_t i = 0; i < da.projections.size(); ++i)
      if (da.projections[i].assoc != db.projections[i].assoc || !unify(da.projections[i].ty, db.projections[i].ty))
        return false;
    return unify_args(da.principal_args, db.principal_args);
  }
  bool unify(TyId a, TyId b) {
    a = shallow(a);
    b = shallow(b);
    if (a == b) return true;
    const TyData& da = tcx[a];
    const TyData& db = tcx[b];
    // A variable of some other table says nothing here.
    if ((da.kind == TyKind::Infer && da.index >= tys.size()) || (db.kind == TyKind::Infer && db.index >= tys.size()))
      return false;
    if (da.kind == TyKind::Infer && db.kind == TyKind::Infer) return merge(da.index, db.index);
    if (da.kind == TyKind::Infer) return bind(da.index, b);
    if (db.kind == TyKind::Infer) return bind(db.index, a);
    if (da.kind == TyKind::Error || db.kind == TyKind::Error) return true;
    if (da.kind != db.kind) return false;
    switch (da.kind) {
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        return false;  // equal ones have equal ids
      case TyKind::Adt:
      case TyKind::FnDef:
      case TyKind::Closure:
      case TyKind::Projection:
      case TyKind::Opaque:
        return da.def == db.def && unify_args(da.args, db.args);
      case TyKind::Array:
        return unify(da.inner, db.inner) && unify(da.length, db.length);
      case TyKind::Slice:
        return unify(da.inner, db.inner);
      case TyKind::RawPtr:
      case TyKind::Ref:
        return da.sub == db.sub && unify(da.inner, db.inner);
      case TyKind::FnPtr:
        return da.sig.abi == db.sig.abi && da.sig.is_unsafe == db.sig.is_unsafe &&
               da.sig.is_variadic == db.sig.is_variadic && unify_lists(da.sig.inputs, db.sig.inputs) &&
               unify(da.sig.output, db.sig.output);
      case TyKind::Dynamic:
        return unify_dyn(a, b);
      case TyKind::Tuple:
        return unify_lists(da.list, db.list);
    }
    return false;
  }
  bool unify(ConstId a, ConstId b) {
    a = shallow(a);
    b = shallow(b);
    if (a == b) return true;
    if (self.eval_const) {
      if (tcx.flags(a) & kHasUnevaluated) a = self.eval_const(a);
      if (tcx.flags(b) & kHasUnevaluated) b = self.eval_const(b);
      if (a == b) return true;
    }
    const ConstData& da = tcx[a];
    const ConstData& db = tcx[b];
    if ((da.kind == ConstData::Kind::Infer && da.index >= consts.size()) ||
        (db.kind == ConstData::Kind::Infer && db.index >= consts.size()))
      return false;
    if (da.kind == ConstData::Kind::Infer && db.kind == ConstData::Kind::Infer) {
      const uint32_t low = std::min(da.index, db.index), high = std::max(da.index, db.index);
      change_const(high).parent = low;
      return true;
    }
    if (da.kind == ConstData::Kind::Infer) {
      change_const(da.index).value = b;
      return true;
    }
    if (db.kind == ConstData::Kind::Infer) {
      change_const(db.index).value = a;
      return true;
    }
    if (da.kind == ConstData::Kind::Error || db.kind == ConstData::Kind::Error) return true;
    if (da.kind != db.kind) return false;
    switch (da.kind) {
      case ConstData::Kind::Value:
        return da.bits == db.bits;
      case ConstData::Kind::Param:
        return da.index == db.index;
      case ConstData::Kind::Unevaluated:
        return da.def == db.def && unify_args(da.args, db.args);
      case ConstData::Kind::Infer:
      case ConstData::Kind::Error:
        return true;
    }
    return false;
  }
};

namespace {

template <class Table>
class Resolver final : public TyFolder {
 public:
  Resolver(TyContext& tcx, Table& table) : TyFolder(tcx), table_(table) {}
  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, kHasInfer)) return ty;
    if (tcx_[ty].kind == TyKind::Infer) {
      const TyId head = table_.shallow(ty);
      return tcx_[head].kind == TyKind::Infer ? head : fold_ty(head);
    }
    return super_fold(ty);
  }
  ConstId fold_const(ConstId c) override {
    if (!(tcx_.flags(c) & kHasInfer)) return c;
    return super_fold(table_.shallow(c));
  }

 private:
  Table& table_;
};

}  // namespace

InferTable::InferTable(TyContext& t) : tcx(t), impl_(new Impl(t, *this)) {}
InferTable::~InferTable() { delete impl_; }

TyId InferTable::fresh_ty(Span) {
  impl_->tys.push_back({});
  return tcx.infer(InferKind::Ty, static_cast<uint32_t>(impl_->tys.size() - 1));
}
TyId InferTable::fresh_int() {
  impl_->tys.push_back({InferKind::Int});
  return tcx.infer(InferKind::Int, static_cast<uint32_t>(impl_->tys.size() - 1));
}
TyId InferTable::fresh_float() {
  impl_->tys.push_back({InferKind::Float});
  return tcx.infer(InferKind::Float, static_cast<uint32_t>(impl_->tys.size() - 1));
}
ConstId InferTable::fresh_const(TyId ty) {
  impl_->consts.push_back({ty});
  ConstData d;
  d.kind = ConstData::Kind::Infer;
  d.ty = ty;
  d.index = static_cast<uint32_t>(impl_->consts.size() - 1);
  return tcx.intern(d);
}

ArgsId InferTable::fresh_args(Collector& items, DefId def, Span span) {
  const Generics& generics = items.generics_of(def);
  std::vector<GenericArg> out;
  out.reserve(generics.params.size());
  for (const GenericParamInfo& p : generics.params) {
    switch (p.kind) {
      case GenericParamInfo::Kind::Region:
        out.push_back(GenericArg::of(Region{}));
        break;
      case GenericParamInfo::Kind::Type:
        out.push_back(GenericArg::of(fresh_ty(span)));
        break;
      case GenericParamInfo::Kind::Const:
        out.push_back(GenericArg::of(fresh_const(items.type_of(p.def))));
        break;
    }
  }
  return tcx.args(out);
}

bool InferTable::unify(TyId a, TyId b) { return impl_->unify(a, b); }
bool InferTable::unify(ConstId a, ConstId b) { return impl_->unify(a, b); }
bool InferTable::unify(ArgsId a, ArgsId b) { return impl_->unify_args(a, b); }

TyId InferTable::shallow(TyId ty) { return impl_->shallow(ty); }
TyId InferTable::resolve(TyId ty) {
  return ty && tcx.has(ty, kHasInfer) ? Resolver<Impl>(tcx, *impl_).fold_ty(ty) : ty;
}
ArgsId InferTable::resolve(ArgsId args) {
  return args && (tcx.flags(args) & kHasInfer) ? Resolver<Impl>(tcx, *impl_).fold(args) : args;
}
ConstId InferTable::resolve(ConstId c) {
  return c && (tcx.flags(c) & kHasInfer) ? Resolver<Impl>(tcx, *impl_).fold_const(c) : c;
}
FnSig InferTable::resolve(const FnSig& sig) { return Resolver<Impl>(tcx, *impl_).fold(sig); }
TraitRef InferTable::resolve(const TraitRef& t) { return {t.trait, resolve(t.args)}; }

TyId InferTable::root_var(TyId var) {
  const TyData& d = tcx[var];
  ASSAY_CHECK(d.kind == TyKind::Infer, "not a variable");
  const uint32_t r = impl_->root(d.index);
  return tcx.infer(impl_->tys[r].kind, r);
}
bool InferTable::is_unbound(TyId ty) { return tcx[shallow(ty)].kind == TyKind::Infer; }

void InferTable::set_diverging(TyId var) {
  const TyId head = shallow(var);
  if (tcx[head].kind == TyKind::Infer) impl_->change(tcx[head].index).diverging = true;
}
bool InferTable::is_diverging(TyId var) {
  const TyId head = shallow(var);
  return tcx[head].kind == TyKind::Infer && impl_->tys[tcx[head].index].diverging;
}

bool InferTable::apply_fallback() {
  bool any = false;
  for (uint32_t i = 0; i < impl_->tys.size(); ++i) {
    const TyVar& var = impl_->tys[i];
    if (var.parent != kNoId || var.value) continue;
    TyId to;
    switch (var.kind) {
      case InferKind::Int:
        to = tcx.i32;
        break;
      case InferKind::Float:
        to = tcx.f64;
        break;
      case InferKind::Ty:
        if (var.diverging) to = tcx.unit;
        break;
    }
    if (!to) continue;
    impl_->change(i).value = to;
    any = true;
  }
  return any;
}

InferTable::Snapshot InferTable::snapshot() {
  return {static_cast<uint32_t>(impl_->undo.size()), static_cast<uint32_t>(impl_->tys.size()),
          static_cast<uint32_t>(impl_->consts.size())};
}
void InferTable::rollback(const Snapshot& s) {
  while (impl_->undo.size() > s.undo_length) {
    const Impl::Undo& u = impl_->undo.back();
    if (u.is_const)
      impl_->consts[u.constant.var] = u.constant.old;
    else
      impl_->tys[u.ty.var] = u.ty.old;
    impl_->undo.pop_back();
  }
  impl_->tys.resize(s.ty_vars);
  impl_->consts.resize(s.const_vars);
}

}  // namespace assay::traits
