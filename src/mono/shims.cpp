#include "mono/shims.h"

namespace assay::mono {

namespace {

using mir::BlockId;
using mir::LocalId;
using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using mir::UnwindAction;

/// Builds one shim body with concrete types.
class ShimBuilder {
 public:
  explicit ShimBuilder(Program& program) : p_(program), tcx_(program.tcx), body_(std::make_unique<mir::Body>()) {}

  std::unique_ptr<mir::Body> drop_glue(TyId ty);
  std::unique_ptr<mir::Body> fn_ptr_shim(const Instance& i);
  std::unique_ptr<mir::Body> closure_once_shim(const Instance& i);
  std::unique_ptr<mir::Body> clone_shim(TyId ty);
  std::unique_ptr<mir::Body> vtable_shim(const Instance& i);

 private:
  LocalId local(TyId ty, bool arg = false) {
    mir::LocalDecl decl;
    decl.ty = ty;
    decl.is_arg = arg;
    return body_->locals.push(decl);
  }
  BlockId block(bool cleanup = false) {
    mir::Block b;
    b.is_cleanup = cleanup;
    return body_->blocks.push(std::move(b));
  }
  static Place at(LocalId l) { return Place{l, {}}; }
  static Place deref(Place p) {
    p.projection.push_back({.kind = ProjectionElem::Kind::Deref});
    return p;
  }
  static Place field(Place p, uint32_t index, TyId ty) {
    p.projection.push_back({.kind = ProjectionElem::Kind::Field, .field = index, .ty = ty});
    return p;
  }
  static Operand copy(Place p) { return Operand{.kind = Operand::Kind::Copy, .place = std::move(p)}; }
  static Operand move(Place p) { return Operand{.kind = Operand::Kind::Move, .place = std::move(p)}; }
  Operand scalar(TyId ty, u128 bits) {
    Operand o{.kind = Operand::Kind::Constant};
    o.constant.kind = thir::ConstValue::Kind::Scalar;
    o.constant.ty = ty;
    o.constant.bits = bits;
    return o;
  }
  Operand function(DefId def, ArgsId args) {
    Operand o{.kind = Operand::Kind::Constant};
    o.constant.kind = thir::ConstValue::Kind::ZeroSized;
    o.constant.ty = tcx_.fn_def(def, args);
    return o;
  }
  void assign(BlockId b, Place to, Rvalue value) {
    Statement s;
    s.kind = Statement::Kind::Assign;
    s.place = std::move(to);
    s.rvalue = std::move(value);
    body_->blocks[b].statements.push_back(std::move(s));
  }
  void borrow(BlockId b, LocalId to, Place place, bool is_mut) {
    Rvalue r;
    r.kind = Rvalue::Kind::Ref;
    r.place = std::move(place);
    r.borrow = is_mut ? mir::BorrowKind::Mut : mir::BorrowKind::Shared;
    assign(b, at(to), std::move(r));
  }
  void use(BlockId b, Place to, Operand from) {
    Rvalue r;
    r.operands.push_back(std::move(from));
    assign(b, std::move(to), std::move(r));
  }
  void retag(BlockId b, LocalId l, mir::RetagKind kind) {
    Statement s;
    s.kind = Statement::Kind::Retag;
    s.place = at(l);
    s.retag = kind;
    body_->blocks[b].statements.push_back(std::move(s));
  }
  Terminator& end(BlockId b, Terminator::Kind kind) {
    Terminator& t = body_->blocks[b].terminator;
    t.kind = kind;
    return t;
  }
  BlockId returning() {
    const BlockId b = block();
    end(b, Terminator::Kind::Return);
    return b;
  }
  BlockId resuming() {
    const BlockId b = block(true);
    end(b, Terminator::Kind::UnwindResume);
    return b;
  }
  void set_unwind(Terminator& t, BlockId cleanup) {
    if (cleanup)
      t.unwind = UnwindAction::Cleanup, t.cleanup = cleanup;
    else
      t.unwind = UnwindAction::Terminate;
  }
  /// A block that drops `place` and goes to `next`.
  BlockId drop_block(Place place, BlockId next, BlockId cleanup, bool in_cleanup) {
    const BlockId b = block(in_cleanup);
    Terminator& t = end(b, Terminator::Kind::Drop);
    t.place = std::move(place);
    t.target = next;
    set_unwind(t, cleanup);
    return b;
  }
  void call(BlockId b, DefId def, ArgsId args, std::vector<Operand> operands, Place dest, BlockId next,
            BlockId cleanup) {
    Terminator& t = end(b, Terminator::Kind::Call);
    t.operand = function(def, args);
    t.args = std::move(operands);
    t.place = std::move(dest);
    t.target = next;
    if (cleanup)
      t.unwind = UnwindAction::Cleanup, t.cleanup = cleanup;
    else
      t.unwind = UnwindAction::Continue;
  }
  ArgsId type_args(std::initializer_list<TyId> tys) {
    std::vector<GenericArg> list;
    for (TyId t : tys) list.push_back(GenericArg::of(t));
    return tcx_.args(list);
  }
  DefId method(const char* trait_lang, const char* name) {
    const DefId trait = p_.items.lang(trait_lang);
    if (!trait) return {};
    const AssocItem* item = p_.items.assoc_item(trait, p_.session.sym(name), AssocItem::Kind::Fn);
    return item ? item->def : DefId();
  }
  struct Ladder {
    BlockId normal, unwind;
  };
  Ladder drop_fields(Place base, const std::vector<TyId>& fields, const std::vector<bool>& packed, BlockId done,
                     BlockId resume);
  BlockId drop_elements(Place base, BlockId done, BlockId resume);
  std::vector<TyId> field_types(TyId ty, uint32_t variant);

  Program& p_;
  TyContext& tcx_;
  std::unique_ptr<mir::Body> body_;
};

std::vector<TyId> ShimBuilder::field_types(TyId ty, uint32_t variant) {
  const TyData data = tcx_[ty];
  std::vector<TyId> out;
  if (data.kind == TyKind::Adt) {
    const uint32_t n = p_.layouts.field_count(ty, variant);
    for (uint32_t i = 0; i < n; i++) out.push_back(p_.layouts.variant_field_ty(ty, variant, i));
  } else if (data.kind == TyKind::Tuple) {
    const auto list = tcx_[data.list];
    out.assign(list.begin(), list.end());
  } else if (data.kind == TyKind::Closure) {
    for (TyId t : p_.items.closure_info(data.def).upvar_tys) out.push_back(p_.mono_ty(t, data.args));
  }
  return out;
}

/// Fields are dropped in order; when one unwinds, the later ones are dropped still.
ShimBuilder::Ladder ShimBuilder::drop_fields(Place base, const std::vector<TyId>& fields,
                                             const std::vector<bool>& packed, BlockId done, BlockId resume) {
  BlockId normal = done, unwind = resume;
  for (size_t n = fields.size(); n-- > 0;) {
    if (!p_.solver.needs_drop(fields[n])) continue;
    Place place = field(base, static_cast<uint32_t>(n), fields[n]);
    if (packed[n]) {  // moved out to an aligned place first
      const LocalId aligned = local(fields[n]);
      const BlockId d = drop_block(at(aligned), normal, unwind, false);
      const BlockId m = block();
      use(m, at(aligned), move(place));
      end(m, Terminator::Kind::Goto).targets = {d};
      const BlockId cd = drop_block(at(aligned), unwind, BlockId(), true);
      const BlockId cm = block(true);
      use(cm, at(aligned), move(place));
      end(cm, Terminator::Kind::Goto).targets = {cd};
      normal = m;
      unwind = cm;
      continue;
    }
    const BlockId next_normal = drop_block(place, normal, unwind, false);
    unwind = drop_block(std::move(place), unwind, BlockId(), true);
    normal = next_normal;
  }
  return {normal, unwind};
}

BlockId ShimBuilder::drop_elements(Place base, BlockId done, BlockId resume) {
  const LocalId index = local(tcx_.usize), current = local(tcx_.usize), length = local(tcx_.usize);
  auto loop = [&](bool cleanup, BlockId exit, BlockId on_unwind) {
    const BlockId head = block(cleanup), step = block(cleanup);
    const LocalId at_end = local(tcx_.bool_);
    Rvalue eq;
    eq.kind = Rvalue::Kind::Binary;
    eq.bin_op = mir::BinOp::Eq;
    eq.operands = {copy(at(index)), copy(at(length))};
    assign(head, at(at_end), std::move(eq));
    Terminator& t = end(head, Terminator::Kind::SwitchInt);
    t.operand = copy(at(at_end));
    t.switch_ty = tcx_.bool_;
    t.values = {0};
    t.targets = {step, exit};
    use(step, at(current), copy(at(index)));
    Rvalue add;
    add.kind = Rvalue::Kind::Binary;
    add.bin_op = mir::BinOp::Add;
    add.operands = {copy(at(index)), scalar(tcx_.usize, 1)};
    assign(step, at(index), std::move(add));
    Place element = base;
    element.projection.push_back({.kind = ProjectionElem::Kind::Index, .index = current});
    Terminator& d = end(step, Terminator::Kind::Drop);
    d.place = std::move(element);
    d.target = head;
    set_unwind(d, on_unwind);
    return head;
  };
  const BlockId cleanup_loop = loop(true, resume, BlockId());
  const BlockId normal_loop = loop(false, done, cleanup_loop);
  const BlockId start = block();
  use(start, at(index), scalar(tcx_.usize, 0));
  Rvalue len;
  len.kind = Rvalue::Kind::Len;
  len.place = base;
  assign(start, at(length), std::move(len));
  end(start, Terminator::Kind::Goto).targets = {normal_loop};
  return start;
}

std::unique_ptr<mir::Body> ShimBuilder::drop_glue(TyId ty) {
  const TyData data = tcx_[ty];
  if (data.kind == TyKind::Dynamic) return nullptr;
  local(tcx_.unit);
  const LocalId self = local(tcx_.raw_ptr(ty, true), true);
  body_->arg_count = 1;
  const BlockId entry = block();
  // The argument counts as a mutable reference: it is reborrowed as one, with a protector.
  const LocalId unique = local(tcx_.ref(ty, true));
  borrow(entry, unique, deref(at(self)), true);
  retag(entry, unique, mir::RetagKind::FnEntry);
  if (!p_.solver.needs_drop(ty)) {
    end(entry, Terminator::Kind::Return);
    return std::move(body_);
  }
  const Place value = deref(at(unique));
  const BlockId done = returning(), resume = resuming();
  BlockId first = done;
  BlockId first_unwind = resume;
  auto packed_fields = [&](const std::vector<TyId>& fields) {
    std::vector<bool> packed;
    layout::LayoutRef layout = p_.layouts.of(ty);
    for (TyId f : fields) {
      layout::LayoutRef fl = p_.layouts.of(f);
      packed.push_back(layout && layout->pack && fl && fl->align > layout->pack);
    }
    return packed;
  };
  switch (data.kind) {
    case TyKind::Array:
    case TyKind::Slice:
      first = drop_elements(value, done, resume);
      break;
    case TyKind::Tuple:
    case TyKind::Closure: {
      const auto fields = field_types(ty, 0);
      first = drop_fields(value, fields, packed_fields(fields), done, resume).normal;
      break;
    }
    case TyKind::Adt: {
      const AdtInfo& info = p_.items.adt(data.def);
      if (info.is_box) {
        // content, then the box itself (its Drop frees the memory), then the allocator
        const auto fields = field_types(ty, 0);
        std::vector<TyId> rest = fields;
        std::vector<bool> packed(fields.size(), false);
        const Ladder allocator = drop_fields(value, rest, packed, done, resume);
        const TyId content = tcx_[data.args][0].ty();
        auto free_block = [&](bool cleanup, BlockId next, BlockId on_unwind) {
          const BlockId b = block(cleanup);
          const LocalId r = local(tcx_.ref(ty, true)), u = local(tcx_.unit);
          borrow(b, r, value, true);
          call(b, method("drop", "drop"), type_args({ty}), {move(at(r))}, at(u), next, on_unwind);
          if (cleanup) body_->blocks[b].terminator.unwind = UnwindAction::Terminate;
          return b;
        };
        const BlockId free_unwind = free_block(true, allocator.unwind, BlockId());
        const BlockId free_normal = free_block(false, allocator.normal, allocator.unwind);
        first = p_.solver.needs_drop(content) ? drop_block(deref(value), free_normal, free_unwind, false) : free_normal;
        break;
      }
      if (info.kind == AdtInfo::Kind::Enum) {
        layout::LayoutRef layout = p_.layouts.of(ty);
        const LocalId discr = local(p_.layouts.discriminant_ty(ty));
        const BlockId sw = block(), sw_unwind = block(true);
        std::vector<u128> values;
        std::vector<BlockId> normal, unwind;
        for (uint32_t v = 0; v < info.variants.size(); v++) {
          const auto fields = field_types(ty, v);
          Place variant = value;
          variant.projection.push_back({.kind = ProjectionElem::Kind::Downcast, .field = v});
          const Ladder l = drop_fields(variant, fields, packed_fields(fields), done, resume);
          values.push_back(layout ? layout->discriminants[v] : v);
          normal.push_back(l.normal);
          unwind.push_back(l.unwind);
        }
        normal.push_back(done);
        unwind.push_back(resume);
        auto fill = [&](BlockId b, std::vector<BlockId> targets) {
          Rvalue r;
          r.kind = Rvalue::Kind::Discriminant;
          r.place = value;
          assign(b, at(discr), std::move(r));
          Terminator& t = end(b, Terminator::Kind::SwitchInt);
          t.operand = copy(at(discr));
          t.switch_ty = body_->locals[discr].ty;
          t.values = values;
          t.targets = std::move(targets);
        };
        fill(sw, normal);
        fill(sw_unwind, unwind);
        first = sw;
        first_unwind = sw_unwind;
      } else if (info.kind == AdtInfo::Kind::Struct) {
        const auto fields = field_types(ty, 0);
        const Ladder l = drop_fields(value, fields, packed_fields(fields), done, resume);
        first = l.normal;
        first_unwind = l.unwind;
      }
      if (p_.items.has_drop_impl(data.def)) {
        const BlockId b = block();
        const LocalId r = local(tcx_.ref(ty, true)), u = local(tcx_.unit);
        borrow(b, r, value, true);
        call(b, method("drop", "drop"), type_args({ty}), {move(at(r))}, at(u), first, first_unwind);
        first = b;
      }
      break;
    }
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Dynamic:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      break;
  }
  end(entry, Terminator::Kind::Goto).targets = {first};
  return std::move(body_);
}

std::unique_ptr<mir::Body> ShimBuilder::fn_ptr_shim(const Instance& i) {
  const FnSig sig = p_.fn_sig(p_.intern(i));
  const auto inputs = tcx_[sig.inputs];
  local(sig.output);
  const LocalId self = local(inputs[0], true), tuple = local(inputs[1], true);
  body_->arg_count = 2;
  const BlockId entry = block(), done = returning();
  Place callee = at(self);
  if (tcx_[inputs[0]].kind == TyKind::Ref) callee = deref(callee);
  Terminator& t = end(entry, Terminator::Kind::Call);
  if (tcx_[i.ty].kind == TyKind::FnDef)
    t.operand = function(tcx_[i.ty].def, tcx_[i.ty].args);
  else
    t.operand = copy(callee);
  const auto elements = tcx_[tcx_[inputs[1]].list];
  for (uint32_t n = 0; n < elements.size(); n++) t.args.push_back(move(field(at(tuple), n, elements[n])));
  t.place = at(LocalId(0));
  t.target = done;
  return std::move(body_);
}

std::unique_ptr<mir::Body> ShimBuilder::closure_once_shim(const Instance& i) {
  const FnSig sig = p_.fn_sig(p_.intern(i));
  const auto inputs = tcx_[sig.inputs];
  const TyId closure = inputs[0], args_ty = inputs[1];
  local(sig.output);
  const LocalId self = local(closure, true), tuple = local(args_ty, true);
  body_->arg_count = 2;
  const bool is_mut = p_.items.closure_info(i.def).kind == ClosureKind::FnMut;
  const LocalId r = local(tcx_.ref(closure, is_mut));
  const BlockId entry = block(), done = returning(), resume = resuming();
  const BlockId drop_normal = drop_block(at(self), done, resume, false);
  const BlockId drop_unwind = drop_block(at(self), resume, BlockId(), true);
  borrow(entry, r, at(self), is_mut);
  call(entry, is_mut ? method("fn_mut", "call_mut") : method("fn", "call"), type_args({closure, args_ty}),
       {move(at(r)), move(at(tuple))}, at(LocalId(0)), drop_normal, drop_unwind);
  return std::move(body_);
}

std::unique_ptr<mir::Body> ShimBuilder::clone_shim(TyId ty) {
  local(ty);
  const LocalId self = local(tcx_.ref(ty, false), true);
  body_->arg_count = 1;
  const BlockId entry = block();
  if (p_.solver.is_copy(ty)) {
    use(entry, at(LocalId(0)), copy(deref(at(self))));
    end(entry, Terminator::Kind::Return);
    return std::move(body_);
  }
  const auto fields = field_types(ty, 0);
  Rvalue aggregate;
  aggregate.kind = Rvalue::Kind::Aggregate;
  aggregate.aggregate = tcx_[ty].kind == TyKind::Closure ? mir::AggregateKind::Closure : mir::AggregateKind::Tuple;
  aggregate.ty = ty;
  BlockId b = entry;
  BlockId unwind = resuming();
  for (uint32_t n = 0; n < fields.size(); n++) {
    const LocalId r = local(tcx_.ref(fields[n], false)), v = local(fields[n]);
    borrow(b, r, field(deref(at(self)), n, fields[n]), false);
    const BlockId next = block();
    call(b, method("clone", "clone"), type_args({fields[n]}), {move(at(r))}, at(v), next, unwind);
    if (p_.solver.needs_drop(fields[n])) unwind = drop_block(at(v), unwind, BlockId(), true);
    aggregate.operands.push_back(move(at(v)));
    b = next;
  }
  assign(b, at(LocalId(0)), std::move(aggregate));
  end(b, Terminator::Kind::Return);
  return std::move(body_);
}

std::unique_ptr<mir::Body> ShimBuilder::vtable_shim(const Instance& i) {
  const FnSig sig = p_.fn_sig(p_.intern(i));
  const auto inputs = tcx_[sig.inputs];
  local(sig.output);
  const LocalId self = local(tcx_.raw_ptr(inputs[0], true), true);
  std::vector<Operand> operands{move(deref(at(self)))};
  for (uint32_t n = 1; n < inputs.size(); n++) operands.push_back(move(at(local(inputs[n], true))));
  body_->arg_count = static_cast<uint32_t>(inputs.size());
  const BlockId entry = block(), done = returning();
  call(entry, i.def, i.args, std::move(operands), at(LocalId(0)), done, BlockId());
  return std::move(body_);
}

}  // namespace

std::unique_ptr<mir::Body> build_shim(Program& program, const Instance& instance) {
  ShimBuilder builder(program);
  switch (instance.kind) {
    case Instance::Kind::DropGlue:
      return builder.drop_glue(instance.ty);
    case Instance::Kind::FnPtrShim:
      return builder.fn_ptr_shim(instance);
    case Instance::Kind::ClosureOnceShim:
      return builder.closure_once_shim(instance);
    case Instance::Kind::CloneShim:
      return builder.clone_shim(instance.ty);
    case Instance::Kind::VtableShim:
      return builder.vtable_shim(instance);
    case Instance::Kind::Item:
    case Instance::Kind::Promoted:
    case Instance::Kind::Virtual:
    case Instance::Kind::Ctor:
      break;
  }
  ASSAY_UNREACHABLE("not a shim");
}

}  // namespace assay::mono
