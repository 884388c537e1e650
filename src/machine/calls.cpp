// Calls and returns: which code runs, frames, results; whether caller and callee agree.
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::CallSite;
using code::InstanceId;
using code::kNoReg;
using code::RegClass;

Reg* Machine::regs() { return thread().regs.data() + thread().frames.back().base; }

void Machine::grow_registers(uint32_t needed) {
  auto& regs = thread().regs;
  if (needed > regs.size()) regs.resize(std::max<size_t>(needed + 1024, regs.size() * 2));
}

Outcome<const Code*> Machine::code_of(InstanceId instance) {
  ASSAY_TRY_LET(const Code* const code, codes.code(instance));
  return code;
}

/// Before a function's first call: the constants that it mentions are evaluated, reached or not.
Outcome<> Machine::prepare(const Code& callee) {
  if (callee.index >= ready_.size()) ready_.resize(std::max<size_t>(callee.index + 1, codes.code_count() + 64));
  if (ready_[callee.index]) return {};
  ready_[callee.index] = 1;
  for (uint32_t g : callee.required) {
    if (auto p = global(g); !p) {
      ready_[callee.index] = 0;
      return tl::make_unexpected(std::move(p.error()));
    }
  }
  return {};
}

Outcome<> Machine::enter(const CallSite& site, const Code& callee, Span) {
  ASSAY_TRY(prepare(callee));
  Thread& t = thread();
  if (t.frames.size() >= options.max_frames)
    return stop_limit("stack", fmt::format("more than {} nested calls", options.max_frames));
  if (const_depth_ != 0 && callee.instance && program[callee.instance].def &&
      program[callee.instance].def == panic_fmt_)
    return stop_with(StopInfo{.kind = StopKind::Panic, .message = "the evaluated program panicked"});
  const uint32_t caller_base = t.frames.back().base;
  const uint32_t base = caller_base + t.frames.back().code->frame_regs;
  grow_registers(base + callee.stack_regs);
  Pointer dest;
  if (callee.ret->cls == RegClass::Memory && site.dest != kNoReg && site.ret && site.ret->cls == RegClass::Memory) {
    dest = t.regs[caller_base + site.dest].pointer();
    if (site.dest_align > 1) ASSAY_TRY(check_alignment(dest, site.dest_align));
  }
  t.frames.push_back(Frame{&callee, callee.insns.data(), &site, base, CallId(next_call_++), dest, 0, false});
  Reg* R = t.regs.data() + base;
  for (const code::MemLocal& l : callee.mem_locals)
    if (l.reg >= callee.param_reg_count) R[l.reg] = Reg{};
  if (callee.track_caller && site.location == kNoReg) {
    ASSAY_TRY_LET(const Pointer location, location_pointer(callee.span));
    thread().regs[base + callee.location_reg] = Reg::of(location);
  }
  const CallId call = t.frames.back().call;
  for (const code::InPlace& p : site.in_place)
    ASSAY_TRY(protect_place(t.regs[caller_base + p.reg].pointer(), *p.type, call));
  return {};
}

Outcome<> Machine::call_direct(const CallSite& site) {
  if (!site.code) {
    ASSAY_TRY_LET(site.code, codes.code(site.callee));
  }
  return enter(site, *site.code, {});
}

Outcome<> Machine::call_pointer(const CallSite& site) {
  ASSAY_TRY_LET(const InstanceId instance, function_of(regs()[site.pointer].pointer()));
  ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
  ASSAY_TRY(check_abi(site, *callee));
  return enter(site, *callee, {});
}

Outcome<> Machine::call_virtual(const CallSite& site) {
  ASSAY_TRY_LET(const code::VtableId id, vtable_of(regs()[site.pointer].pointer()));
  ASSAY_TRY(check_vtable(id, site.dyn_ty.raw, false));
  const mono::Vtable& table = program.vtable(id);
  if (site.slot >= table.methods.size() || !table.methods[site.slot])
    return stop_ub(UbKind::Vtable,
                   "calling a method that is not in the vtable of `" + program.items.print(table.dyn_ty) + "`");
  ASSAY_TRY_LET(const Code* const callee, codes.code(table.methods[site.slot]));
  return enter(site, *callee, {});
}

Outcome<> Machine::drop_dyn(const CallSite& site) {
  ASSAY_TRY_LET(const code::VtableId id, vtable_of(regs()[site.pointer].pointer()));
  ASSAY_TRY(check_vtable(id, site.dyn_ty.raw, false));
  const InstanceId drop = program.vtable(id).drop;
  if (!drop) return {};
  ASSAY_TRY_LET(const Code* const callee, codes.code(drop));
  return enter(site, *callee, {});
}

Outcome<> Machine::call_shim(const CallSite& site) {
  if (!site.handler) {
    const std::string_view name = program.session.text(site.name);
    if (site.foreign) {
      if (const DefId def = codes.exported(name, false)) {
        const InstanceId instance =
            program.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = program.tcx.args({})});
        ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
        ASSAY_TRY(check_abi(site, *callee));
        return enter(site, *callee, {});
      }
      if (codes.exported(name, true))
        return stop_ub(UbKind::Abi, fmt::format("the symbol `{}` is a static, but is called as a function", name));
    }
    site.handler = site.foreign ? shims.foreign(name) : shims.intrinsic(name);
    if (!site.handler) return stop_unsupported((site.foreign ? "foreign:" : "intrinsic:") + std::string(name));
  }
  constexpr size_t kMax = 12;
  Value values[kMax];
  if (site.args.size() > kMax) return stop_unsupported("call:too-many-arguments");
  Reg* R = regs();
  for (size_t i = 0; i < site.args.size(); i++) {
    const code::ArgSlot& slot = site.args[i];
    values[i].type = slot.type;
    if (slot.reg == kNoReg) continue;
    values[i].a = R[slot.reg];
    if (values[i].a.prov.tag) end_two_phase(values[i].a.prov.tag);  // who knows what the handler does with it
    if (slot.type->cls == RegClass::Pair) values[i].b = R[slot.reg + 1];
  }
  const size_t depth = thread().frames.size();
  ShimCall call{*this, site, std::span<const Value>(values, site.args.size()), {}, {}, {}, alias.current_span};
  if (site.ret && site.ret->cls == RegClass::Memory && site.dest != kNoReg) call.dest = R[site.dest].pointer();
  ASSAY_TRY_LET(const ShimStatus status, site.handler->run(call));
  if (status == ShimStatus::Blocked) {
    thread().frames.back().pc--;  // again when it is woken
    return {};
  }
  for (size_t i = 0; i < site.args.size(); i++)
    if (site.args[i].type->cls == RegClass::Memory && !site.args[i].type->layout->is_unsized &&
        site.args[i].reg != kNoReg)
      ASSAY_TRY(end_local(values[i].a.pointer()));
  if (status != ShimStatus::Done || thread().frames.size() != depth) return {};
  if (site.dest != kNoReg && site.ret) {
    Reg* now = regs();
    if (site.ret->cls == RegClass::Scalar) {
      now[site.dest] = call.result_a;
    } else if (site.ret->cls == RegClass::Pair) {
      now[site.dest] = call.result_a;
      now[site.dest + 1] = call.result_b;
    }
  }
  return {};
}

Outcome<> Machine::push_call(const Code& callee, std::span<const Value> args, const CallSite* site, Return on_return,
                             Pointer dest) {
  ASSAY_TRY(prepare(callee));
  Thread& t = thread();
  if (t.frames.size() >= options.max_frames)
    return stop_limit("stack", fmt::format("more than {} nested calls", options.max_frames));
  const uint32_t base = t.frames.empty() ? 0 : t.frames.back().base + t.frames.back().code->stack_regs;
  grow_registers(base + callee.stack_regs + 4);
  Reg* R = t.regs.data() + base;
  size_t next = 0;
  for (const Value& v : args) {
    if (next >= callee.param_regs.size()) break;
    const uint16_t reg = callee.param_regs[next++];
    if (reg == kNoReg) continue;
    R[reg] = v.a;
    if (v.type->cls == RegClass::Pair) R[reg + 1] = v.b;
  }
  for (const code::MemLocal& l : callee.mem_locals)
    if (l.reg >= callee.param_reg_count) R[l.reg] = Reg{};
  t.returns.push_back(on_return);
  t.frames.push_back(Frame{&callee, callee.insns.data(), site, base, CallId(next_call_++), dest,
                           static_cast<uint32_t>(t.returns.size()), false});
  if (callee.track_caller) {
    ASSAY_TRY_LET(const Pointer location, location_pointer(callee.span));
    thread().regs[base + callee.location_reg] = Reg::of(location);
  }
  return {};
}

Outcome<Value> Machine::call_now(const Code& callee, std::span<const Value> args, Pointer dest) {
  const auto depth = static_cast<uint32_t>(thread().frames.size());
  const_depth_++;
  ASSAY_TRY(push_call(callee, args, nullptr, Return{.kind = Return::Kind::Nested}, dest));
  auto end = dispatch(depth);
  const_depth_--;
  if (!end) return tl::make_unexpected(std::move(end.error()));
  return thread().result;
}

// ---- returning -------------------------------------------------------------------------------------------------

/// The frame ends: protectors first, then (done by the caller) the result, then its locals.
Outcome<> Machine::free_locals(const Frame& f) {
  const bool keep = f.extra != 0 && thread().returns[f.extra - 1].kind == Return::Kind::Nested;
  Reg* R = thread().regs.data() + f.base;
  for (const code::MemLocal& l : f.code->mem_locals) {
    if (R[l.reg].prov.is_none()) continue;
    Allocation* alloc = memory.live(R[l.reg].prov.alloc);
    if (!alloc) continue;
    if (keep) {
      // What a constant's initialiser leaves behind is part of the constant.
      alloc->kind = AllocKind::Const;
      alloc->leak_ignored = true;
      alloc->read_only = !keep_writable_ && program.solver.is_freeze(l.type->ty);
      continue;
    }
    ASSAY_TRY(end_local(R[l.reg].pointer()));
  }
  return {};
}

Outcome<> Machine::return_value(RetKind kind, uint16_t reg) {
  Thread& t = thread();
  Frame f = t.frames.back();
  if (tracks_) ASSAY_TRY(aliasing::call_end(alias, model, f.call));
  if (hooks_ & aliasing::kHookCalls) ASSAY_TRY(model.on_call_end(alias, f.call));
  if (!borrowed_.empty()) borrowed_.erase(f.call);
  Value value{f.code->ret, {}, {}};
  Reg* R = t.regs.data() + f.base;
  switch (kind) {
    case RetKind::None:
      break;
    case RetKind::One:
      value.a = R[reg];
      break;
    case RetKind::Two:
      value.a = R[reg];
      value.b = R[reg + 1];
      break;
    case RetKind::Memory:
      value.a = R[reg];
      if (!f.dest.prov.is_none()) {
        ASSAY_TRY(copy_value(f.dest, 1, value.a.pointer(), 1, *f.code->ret, options.validate));
        value.a = Reg::of(f.dest);
      }
      break;
  }
  if (f.code->ret->layout->uninhabited)
    return stop_ub(UbKind::Uninhabited, "returning from a function that never returns");
  ASSAY_TRY(free_locals(f));
  t.frames.pop_back();
  Return::Kind how = Return::Kind::Site;
  if (f.extra != 0) {
    how = t.returns[f.extra - 1].kind;
    t.returns.resize(f.extra - 1);
  }
  switch (how) {
    case Return::Kind::Site: {
      if (f.site->dest == kNoReg) return {};
      Reg* caller = regs();
      if (value.type->cls == RegClass::Scalar) caller[f.site->dest] = value.a;
      if (value.type->cls == RegClass::Pair) {
        caller[f.site->dest] = value.a;
        caller[f.site->dest + 1] = value.b;
      }
      return {};
    }
    case Return::Kind::Thread:
    case Return::Kind::Nested:
      t.result = value;
      return {};
    case Return::Kind::Discard:
      return {};
    case Return::Kind::CatchTry:
    case Return::Kind::CatchCatch:
      if (f.site && f.site->dest != kNoReg) regs()[f.site->dest] = Reg{how == Return::Kind::CatchCatch ? 1u : 0u, {}};
      return {};
  }
  return {};
}

Outcome<> Machine::leave_frame() {
  Thread& t = thread();
  const Frame f = t.frames.back();
  if (tracks_) ASSAY_TRY(aliasing::call_end(alias, model, f.call));
  if (hooks_ & aliasing::kHookCalls) ASSAY_TRY(model.on_call_end(alias, f.call));
  if (!borrowed_.empty()) borrowed_.erase(f.call);
  ASSAY_TRY(free_locals(f));
  t.frames.pop_back();
  return {};
}

}  // namespace assay::machine
