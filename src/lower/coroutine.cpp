#include "lower/coroutine.h"

#include <algorithm>

#include "lower/simplify.h"
#include "mir/place.h"
#include "mir/validate.h"

namespace assay::lower {

using mir::Block;
using mir::BlockId;
using mir::LocalId;
using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using mir::UnwindAction;
using types::GenericArg;
using types::TyId;
using types::TyKind;

namespace {

// What the number in the coroutine says.
constexpr uint32_t kUnresumed = 0, kReturned = 1, kPanicked = 2, kFirstYield = 3;
constexpr LocalId kReturn(0), kSelf(1), kArgs(2);

using LocalSet = std::vector<bool>;

class Transform {
 public:
  Transform(mir::Body& body, types::Collector& items) : body_(body), items_(items), tcx_(items.tcx) {}

  std::unique_ptr<mir::Body> run() {
    coroutine_ = body_.locals[kSelf].ty;
    upvars_ = items_.closure_info(body_.owner).upvar_tys;
    value_ = move_return_place();
    find_yields();
    const LocalSet saved = saved_locals();
    types::ClosureInfo& info = items_.closure_info(body_.owner);
    fields_.assign(body_.locals.size(), kNoId);
    for (uint32_t i = 3; i < saved.size(); ++i) {
      if (!saved[i]) continue;
      fields_[i] = static_cast<uint32_t>(upvars_.size() + 1 + info.saved_tys.size());
      info.saved_tys.push_back(body_.locals[LocalId(i)].ty);
    }
    info.saved_known = true;
    open_drops_of_self();
    body_.locals[kSelf].ty = tcx_.raw_ptr(coroutine_, true);
    for (Block& block : body_.blocks) rewrite(block);
    for (uint32_t i = 0; i < yields_.size(); ++i) cut(i);
    std::unique_ptr<mir::Body> drop = drop_body();
    finish_returns();
    poll_entry();
    simplify_blocks(body_);
    return drop;
  }

 private:
  struct Yield {
    BlockId block;  // ends with the call
    Place context;  // where the next one goes
    BlockId target, cleanup;
    Span span;
    BlockId resume;  // made by cut()
  };

  // ---- small makers ------------------------------------------------------------------------------------------
  LocalId new_local(TyId ty) {
    mir::LocalDecl decl;
    decl.ty = ty;
    decl.span = body_.span;
    return body_.locals.push(decl);
  }
  static Statement assign(Place to, Rvalue rvalue, Span span) {
    Statement statement;
    statement.kind = Statement::Kind::Assign;
    statement.span = span;
    statement.place = std::move(to);
    statement.rvalue = std::move(rvalue);
    return statement;
  }
  static Rvalue use(Operand operand) {
    Rvalue rvalue;
    rvalue.kind = Rvalue::Kind::Use;
    rvalue.operands.push_back(std::move(operand));
    return rvalue;
  }
  static Terminator jump(BlockId target, Span span) {
    Terminator terminator;
    terminator.kind = Terminator::Kind::Goto;
    terminator.span = span;
    terminator.targets = {target};
    return terminator;
  }
  static Terminator plain(Terminator::Kind kind, Span span) {
    Terminator terminator;
    terminator.kind = kind;
    terminator.span = span;
    return terminator;
  }
  TyId u32() { return tcx_.uint_ty(types::UintTy::U32); }
  Place state_place() {
    return mir::field(mir::deref(mir::local_place(kSelf)), static_cast<uint32_t>(upvars_.size()), u32());
  }
  Statement set_state(uint32_t state, Span span) {
    return assign(state_place(), use(mir::constant(mir::scalar(u32(), state), span)), span);
  }
  Statement poll_value(uint32_t variant, std::vector<Operand> fields, Span span) {
    Rvalue rvalue;
    rvalue.kind = Rvalue::Kind::Aggregate;
    rvalue.aggregate = mir::AggregateKind::Adt;
    rvalue.ty = body_.locals[kReturn].ty;
    rvalue.def = tcx_[rvalue.ty].def;
    rvalue.variant = variant;
    rvalue.operands = std::move(fields);
    return assign(mir::local_place(kReturn), std::move(rvalue), span);
  }
  /// A block that goes to `targets[state]`, or to the last of them.
  Block switch_on_state(std::vector<BlockId> targets) {
    Block block;
    const LocalId state = new_local(u32());
    block.statements.push_back(assign(mir::local_place(state), use(mir::copy(state_place(), body_.span)), body_.span));
    block.terminator = plain(Terminator::Kind::SwitchInt, body_.span);
    block.terminator.operand = mir::move(mir::local_place(state), body_.span);
    block.terminator.switch_ty = u32();
    for (size_t i = 0; i + 1 < targets.size(); ++i) block.terminator.values.push_back(i);
    block.terminator.targets = std::move(targets);
    return block;
  }

  // ---- places ------------------------------------------------------------------------------------------------
  template <class Visit>
  static void each_place(Statement& s, Visit visit) {
    if (s.kind == Statement::Kind::Nop) return;
    if (s.kind == Statement::Kind::Assign) {
      if (s.rvalue.place.local) visit(s.rvalue.place);
      for (Operand& o : s.rvalue.operands)
        if (o.kind != Operand::Kind::Constant) visit(o.place);
    }
    if (s.place.local) visit(s.place);
  }
  template <class Visit>
  static void each_place(Terminator& t, Visit visit) {
    const bool has_operand =
        t.kind == Terminator::Kind::SwitchInt || t.kind == Terminator::Kind::Assert || t.kind == Terminator::Kind::Call;
    if (has_operand && t.operand.kind != Operand::Kind::Constant) visit(t.operand.place);
    for (Operand& o : t.args)
      if (o.kind != Operand::Kind::Constant) visit(o.place);
    if ((t.kind == Terminator::Kind::Call || t.kind == Terminator::Kind::Drop) && t.place.local) visit(t.place);
  }

  /// The value of the body goes to a local of its own; the return place becomes the `Poll`.
  LocalId move_return_place() {
    const TyId value_ty = body_.locals[kReturn].ty;
    const LocalId value = new_local(value_ty);
    const auto move = [&](Place& place) {
      if (place.local == kReturn) place.local = value;
    };
    for (Block& block : body_.blocks) {
      for (Statement& s : block.statements) each_place(s, move);
      each_place(block.terminator, move);
    }
    const GenericArg args[] = {GenericArg::of(value_ty)};
    body_.locals[kReturn].ty = tcx_.adt(items_.lang("Poll"), tcx_.args(args));
    return value;
  }

  void find_yields() {
    const DefId yield = items_.lang("assay_yield");
    for (uint32_t i = 0; i < body_.blocks.size(); ++i) {
      const Terminator& t = body_.blocks[BlockId(i)].terminator;
      if (t.kind != Terminator::Kind::Call || t.operand.kind != Operand::Kind::Constant) continue;
      const types::TyData& callee = tcx_[t.operand.constant.ty];
      if (callee.kind != TyKind::FnDef || callee.def != yield || !t.target) continue;
      yields_.push_back({BlockId(i), t.place, t.target, t.unwind == UnwindAction::Cleanup ? t.cleanup : BlockId(),
                         t.span, BlockId()});
    }
  }

  // ---- which locals live across a yield ------------------------------------------------------------------------
  /// With storage statements: those whose storage may be live at a yield. Without: those whose value may be wanted
  /// after one (temporaries and drop flags; nobody borrows them across statements).
  LocalSet saved_locals() {
    const size_t n = body_.locals.size(), blocks = body_.blocks.size();
    LocalSet has_storage(n, false);
    for (Block& block : body_.blocks)
      for (Statement& s : block.statements)
        if (s.kind == Statement::Kind::StorageLive) has_storage[s.place.local.raw] = true;

    std::vector<LocalSet> entry(blocks, LocalSet(n, false));
    for (bool moved = true; moved;) {
      moved = false;
      for (uint32_t i = 0; i < blocks; ++i) {
        LocalSet live = storage_after(i, entry[i]);
        for (const BlockId next : mir::successors(body_.blocks[BlockId(i)].terminator))
          for (size_t l = 0; l < n; ++l)
            if (live[l] && !entry[next.raw][l]) entry[next.raw][l] = true, moved = true;
      }
    }
    std::vector<LocalSet> wanted(blocks, LocalSet(n, false));  // at the entry of each block
    for (bool moved = true; moved;) {
      moved = false;
      for (uint32_t i = static_cast<uint32_t>(blocks); i-- > 0;) {
        LocalSet live = wanted_before(i, wanted);
        if (live != wanted[i]) wanted[i] = std::move(live), moved = true;
      }
    }
    LocalSet saved(n, false);
    for (const Yield& y : yields_) {
      const LocalSet stored = storage_after(y.block.raw, entry[y.block.raw]);
      for (size_t l = 3; l < n; ++l) {
        const bool later = wanted[y.target.raw][l] || (y.cleanup && wanted[y.cleanup.raw][l]);
        if (has_storage[l] ? stored[l] : later && !(y.context.is_local() && y.context.local.raw == l)) saved[l] = true;
      }
    }
    return saved;
  }
  LocalSet storage_after(uint32_t block, LocalSet live) {
    for (const Statement& s : body_.blocks[BlockId(block)].statements) {
      if (s.kind == Statement::Kind::StorageLive) live[s.place.local.raw] = true;
      if (s.kind == Statement::Kind::StorageDead) live[s.place.local.raw] = false;
    }
    return live;
  }
  LocalSet wanted_before(uint32_t index, const std::vector<LocalSet>& wanted) {
    Block& block = body_.blocks[BlockId(index)];
    LocalSet live(body_.locals.size(), false);
    for (const BlockId next : mir::successors(block.terminator))
      for (size_t l = 0; l < live.size(); ++l)
        if (wanted[next.raw][l]) live[l] = true;
    const auto mention = [&](Place& place) {
      live[place.local.raw] = true;
      for (const ProjectionElem& e : place.projection)
        if (e.kind == ProjectionElem::Kind::Index) live[e.index.raw] = true;
    };
    Terminator& t = block.terminator;
    if (t.kind == Terminator::Kind::Call && t.place.is_local()) live[t.place.local.raw] = false;
    each_place(t, [&](Place& place) {
      if (&place == &t.place && t.kind == Terminator::Kind::Call && place.is_local()) return;
      mention(place);
    });
    for (size_t i = block.statements.size(); i-- > 0;) {
      Statement& s = block.statements[i];
      const bool defines = s.kind == Statement::Kind::Assign && s.place.is_local();
      if (defines) live[s.place.local.raw] = false;
      each_place(s, [&](Place& place) {
        if (!(defines && &place == &s.place)) mention(place);
      });
    }
    return live;
  }

  // ---- rewriting -----------------------------------------------------------------------------------------------
  /// A drop of the whole environment drops what was captured.
  void open_drops_of_self() {
    for (uint32_t i = 0; i < body_.blocks.size(); ++i) {
      const Terminator t = body_.blocks[BlockId(i)].terminator;
      if (t.kind != Terminator::Kind::Drop || t.place.local != kSelf || !t.place.is_local()) continue;
      const bool is_cleanup = body_.blocks[BlockId(i)].is_cleanup;
      BlockId next = t.target;
      for (size_t f = upvars_.size(); f-- > 0;) {
        Block block;
        block.is_cleanup = is_cleanup;
        block.terminator = t;
        block.terminator.target = next;
        block.terminator.place = mir::field(mir::local_place(kSelf), static_cast<uint32_t>(f), upvars_[f]);
        next = body_.blocks.push(std::move(block));
      }
      body_.blocks[BlockId(i)].terminator = jump(next, t.span);
    }
  }

  void rewrite(Place& place, std::vector<Statement>& before, Span span) {
    for (ProjectionElem& e : place.projection) {
      if (e.kind != ProjectionElem::Kind::Index || e.index.raw >= fields_.size() || fields_[e.index.raw] == kNoId)
        continue;
      const LocalId index = new_local(tcx_.usize);
      Place saved = mir::local_place(e.index);
      rewrite(saved, before, span);
      before.push_back(assign(mir::local_place(index), use(mir::copy(std::move(saved), span)), span));
      e.index = index;
    }
    if (place.local == kSelf) {
      place.projection.insert(place.projection.begin(), ProjectionElem{ProjectionElem::Kind::Deref});
      return;
    }
    if (place.local.raw >= fields_.size() || fields_[place.local.raw] == kNoId) return;
    Place whole =
        mir::field(mir::deref(mir::local_place(kSelf)), fields_[place.local.raw], body_.locals[place.local].ty);
    whole.projection.insert(whole.projection.end(), place.projection.begin(), place.projection.end());
    place = std::move(whole);
  }
  void rewrite(Block& block) {
    std::vector<Statement> out;
    for (Statement& s : block.statements) {
      const bool storage = s.kind == Statement::Kind::StorageLive || s.kind == Statement::Kind::StorageDead;
      if (storage && s.place.local.raw < fields_.size() && fields_[s.place.local.raw] != kNoId) continue;
      if (storage && s.place.local == kSelf) continue;
      each_place(s, [&](Place& place) { rewrite(place, out, s.span); });
      out.push_back(std::move(s));
    }
    each_place(block.terminator, [&](Place& place) { rewrite(place, out, block.terminator.span); });
    block.statements = std::move(out);
  }

  /// The block of a yield returns `Pending`; the next poll begins at a block of its own.
  void cut(uint32_t index) {
    Yield& y = yields_[index];
    // As rewritten.
    y.context = body_.blocks[y.block].terminator.place;
    Block resume;
    const TyId context_ty = mir::place_ty(body_, y.context, items_);
    resume.statements.push_back(
        assign(y.context, use(mir::copy(mir::field(mir::local_place(kArgs), 0, context_ty), y.span)), y.span));
    resume.terminator = jump(y.target, y.span);
    y.resume = body_.blocks.push(std::move(resume));
    Block& block = body_.blocks[y.block];
    block.statements.push_back(set_state(kFirstYield + index, y.span));
    block.statements.push_back(poll_value(1, {}, y.span));
    block.terminator = plain(Terminator::Kind::Return, y.span);
    pending_.push_back(y.block);
  }

  void finish_returns() {
    for (uint32_t i = 0; i < body_.blocks.size(); ++i) {
      Block& block = body_.blocks[BlockId(i)];
      const bool is_pending = std::find(pending_.begin(), pending_.end(), BlockId(i)) != pending_.end();
      if (block.terminator.kind == Terminator::Kind::Return && !is_pending) {
        const Span span = block.terminator.span;
        block.statements.push_back(poll_value(0, {mir::move(mir::local_place(value_), span)}, span));
        block.statements.push_back(set_state(kReturned, span));
      } else if (block.terminator.kind == Terminator::Kind::UnwindResume) {
        block.statements.push_back(set_state(kPanicked, block.terminator.span));
      }
    }
  }

  /// Makes room for a new entry in block 0.
  BlockId move_first_block() {
    Block first = std::move(body_.blocks[BlockId(0)]);
    const BlockId moved = body_.blocks.push(std::move(first));
    for (Block& block : body_.blocks)
      for (BlockId* target : mir::successors_mut(block.terminator))
        if (*target == BlockId(0)) *target = moved;
    return moved;
  }
  BlockId resumed_wrongly(bool panicked) {
    Block block;
    Terminator& t = block.terminator;
    t = plain(Terminator::Kind::Call, body_.span);
    const DefId callee = items_.lang("assay_resumed_wrongly");
    t.operand = mir::constant(mir::zero_sized(tcx_.fn_def(callee, tcx_.args({}))), body_.span);
    t.args = {mir::constant(mir::scalar(tcx_.bool_, panicked ? 1 : 0), body_.span)};
    t.place = mir::local_place(new_local(tcx_.never));
    return body_.blocks.push(std::move(block));
  }
  void poll_entry() {
    const BlockId first = move_first_block();
    std::vector<BlockId> targets{first, resumed_wrongly(false), resumed_wrongly(true)};
    for (const Yield& y : yields_) targets.push_back(y.resume);
    Block unreachable;
    unreachable.terminator = plain(Terminator::Kind::Unreachable, body_.span);
    targets.push_back(body_.blocks.push(std::move(unreachable)));
    Block entry = switch_on_state(std::move(targets));
    body_.blocks[BlockId(0)] = std::move(entry);
  }

  /// Dropping goes the way of unwinding from the yield, which drops what is alive there, but is no unwinding.
  std::unique_ptr<mir::Body> drop_body() {
    auto drop = std::make_unique<mir::Body>();
    drop->owner = body_.owner;
    drop->span = body_.span;
    drop->locals = body_.locals;
    drop->locals[kReturn].ty = tcx_.unit;
    drop->arg_count = 1;
    drop->locals[kArgs].is_arg = false;
    drop->blocks = body_.blocks;
    mir::Body& d = *drop;
    Block done;
    done.terminator = plain(Terminator::Kind::Return, body_.span);
    // The first block is overwritten with the entry; cleanup blocks never lead there.
    const BlockId end = d.blocks.push(std::move(done));
    BlockId captures = end;
    for (size_t f = upvars_.size(); f-- > 0;) {
      Block block;
      block.terminator = plain(Terminator::Kind::Drop, body_.span);
      block.terminator.place = mir::field(mir::deref(mir::local_place(kSelf)), static_cast<uint32_t>(f), upvars_[f]);
      block.terminator.target = captures;
      captures = d.blocks.push(std::move(block));
    }
    for (Block& block : d.blocks) {
      if (!block.is_cleanup) continue;
      block.is_cleanup = false;
      if (block.terminator.kind == Terminator::Kind::UnwindResume)
        block.terminator = plain(Terminator::Kind::Return, block.terminator.span);
      if (block.terminator.kind == Terminator::Kind::Drop) block.terminator.unwind = UnwindAction::Continue;
    }
    std::vector<BlockId> targets{captures, end, end};
    for (const Yield& y : yields_) targets.push_back(y.cleanup ? y.cleanup : end);
    targets.push_back(end);
    std::swap(d.locals, body_.locals);
    Block entry = switch_on_state(std::move(targets));
    std::swap(d.locals, body_.locals);
    d.blocks[BlockId(0)] = std::move(entry);
    simplify_blocks(d);
    return drop;
  }

  mir::Body& body_;
  types::Collector& items_;
  types::TyContext& tcx_;
  TyId coroutine_;
  std::vector<TyId> upvars_;
  LocalId value_;
  std::vector<Yield> yields_;
  std::vector<BlockId> pending_;
  std::vector<uint32_t> fields_;  // of the coroutine, by local
};

}  // namespace

std::unique_ptr<mir::Body> make_coroutine(mir::Body& body, types::Collector& items) {
  return Transform(body, items).run();
}

}  // namespace assay::lower
