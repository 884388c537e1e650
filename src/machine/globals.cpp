// What exists once per execution: literals, constants, statics, functions, tables, locations. Made when first used.
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::GlobalKey;
using code::InstanceId;
using code::RegClass;
using code::VtableId;

Outcome<Pointer> Machine::str_pointer(std::string_view text, bool nul) {
  std::string key(text);
  if (nul) key.push_back('\0');
  if (auto it = strings_.find(key); it != strings_.end()) return it->second;
  const Making making(*this, Making::Text, memory.names() ? memory.names()->number_of(key) : 0);
  memory::AllocInfo info;
  info.size = key.size();
  info.kind = AllocKind::Const;
  info.leak_ignored = true;
  ASSAY_TRY_LET(const Pointer p, memory.allocate(info));
  if (!key.empty())
    memory.write_bytes(memory.place_of(p.prov.alloc), {reinterpret_cast<const uint8_t*>(key.data()), key.size()});
  memory.live(p.prov.alloc)->read_only = true;
  strings_.emplace(std::move(key), p);
  return p;
}

/// Tables, and functions that a compiler may copy, need not have one address: which copy a mention means is random.
uint32_t Machine::copy_number() {
  return options.deterministic || options.explore || const_depth_ != 0 ? 0 : static_cast<uint32_t>(random() & 31);
}
bool Machine::has_one_address(InstanceId instance) {
  const mono::Instance& i = program[instance];
  if (i.kind != mono::Instance::Kind::Item || !i.def) return false;
  for (const types::GenericArg& a : program.tcx[i.args])
    if (a.kind != types::GenericArg::Kind::Region) return false;
  const ast::Attribute* attr = program.items.hir.defs.attr(i.def, program.session.sym("inline"));
  if (!attr) return program.items.hir.defs[i.def].in_foreign;
  for (const Token& t : attr->tokens)
    if (program.session.text(t.text) == "never") return true;
  return false;
}

Outcome<Pointer> Machine::fn_pointer(InstanceId instance) {
  const uint64_t key = uint64_t{instance.raw} << 8 | (has_one_address(instance) ? 0 : copy_number());
  if (auto it = functions_.find(key); it != functions_.end()) return it->second;
  const Making making(*this, Making::Function, key);
  ASSAY_TRY_LET(const Pointer p, memory.allocate_opaque(AllocKind::Function, instance.raw));
  functions_.emplace(key, p);
  return p;
}

Outcome<Pointer> Machine::vtable_pointer(VtableId vtable) {
  const uint64_t key = uint64_t{vtable.raw} << 8 | copy_number();
  if (auto it = vtables_.find(key); it != vtables_.end()) return it->second;
  const Making making(*this, Making::Vtable, key);
  ASSAY_TRY_LET(const Pointer p, memory.allocate_opaque(AllocKind::Vtable, vtable.raw));
  vtables_.emplace(key, p);
  return p;
}

Outcome<Pointer> Machine::location_pointer(Span span) {
  const uint64_t key = uint64_t{span.lo} << 32 | span.hi;
  if (auto it = locations_.find(key); it != locations_.end()) return it->second;
  const DefId def = program.items.lang("panic_location");
  const TypeInfo* type =
      def ? codes.type(program.tcx.erase_regions(program.tcx.adt(def, program.items.identity_args(def)))) : nullptr;
  if (!type || type->layout->offsets.size() < 3) return stop_unsupported("lang:panic_location");
  const SourceFile* file = span.empty() ? nullptr : program.session.sources.file_at(span.lo);
  const LineColumn at = file ? program.session.sources.line_column(span.lo) : LineColumn{1, 1};
  const std::string path = file ? file->path : "<unknown>";
  ASSAY_TRY_LET(const Pointer text, str_pointer(path));
  // spans are within 2^28 bytes of source
  const Making making(*this, Making::Location, (key >> 32 & 0xfff'ffff) << 28 | (key & 0xfff'ffff));
  memory::AllocInfo info;
  info.size = type->size;
  info.align = type->align;
  info.kind = AllocKind::Const;
  info.leak_ignored = true;
  ASSAY_TRY_LET(const Pointer p, memory.allocate(info));
  const auto& offsets = type->layout->offsets;
  memory.write_pointer(memory.place_of(p.prov.alloc, offsets[0]), text);
  memory.write_bits(memory.place_of(p.prov.alloc, offsets[0] + memory.target().pointer_bytes), path.size(),
                    memory.target().pointer_bytes);
  memory.write_bits(memory.place_of(p.prov.alloc, offsets[1]), at.line, 4);
  memory.write_bits(memory.place_of(p.prov.alloc, offsets[2]), at.column, 4);
  memory.live(p.prov.alloc)->read_only = true;
  locations_.emplace(key, p);
  return p;
}

namespace {
/// What goes wrong while a constant is evaluated is an error of the program's text.
tl::unexpected<Stop> as_compile_error(Stop stop, const std::string& what) {
  StopInfo info = std::move(stop.info());
  switch (info.kind) {
    case StopKind::Ub:
    case StopKind::Panic:
    case StopKind::Abort:
    case StopKind::Exit:
    case StopKind::Leak:
    case StopKind::Deadlock:
      info.message = "evaluation of " + what + " failed: " + info.message;
      info.kind = StopKind::CompileError;
      info.feature = "const-eval";
      break;
    case StopKind::Unsupported:
    case StopKind::CompileError:
    case StopKind::Limit:
    case StopKind::Cut:
      break;
  }
  return stop_with(std::move(info));
}
}  // namespace

/// Runs an initialiser. Memory results are written to `*where`, which is allocated here when it is none.
Outcome<Value> Machine::eval_const_body(InstanceId instance, bool writable, AllocKind kind, Pointer* where, bool keep) {
  auto code = codes.code(instance);
  if (!code) return tl::make_unexpected(std::move(code.error()));
  const Code& body = **code;
  for (InstanceId other : evaluating_)
    if (other == instance) {
      StopInfo info{
          .kind = StopKind::CompileError, .message = "cycle while evaluating " + body.name, .feature = "const-cycle"};
      info.span = body.span;
      return stop_with(std::move(info));
    }
  evaluating_.push_back(instance);
  const bool saved_writable = keep_writable_;
  keep_writable_ = keep;
  Pointer dest;
  auto run = [&]() -> Outcome<Value> {
    if (body.ret->cls == RegClass::Memory) {
      if (where && !where->prov.is_none())
        dest = *where;
      else {
        ASSAY_TRY_LET(dest, allocate(body.ret->size, body.ret->align, kind, false, body.span));
      }
      if (where) *where = dest;
    }
    return call_now(body, {}, dest);
  };
  const Span span = alias.current_span;
  auto result = run();
  alias.current_span = span;
  evaluating_.pop_back();
  keep_writable_ = saved_writable;
  if (!result) return as_compile_error(std::move(result.error()), "`" + body.name + "`");
  if (Allocation* alloc = dest.prov.is_none() ? nullptr : memory.live(dest.prov.alloc)) {
    alloc->leak_ignored = true;
    alloc->read_only = !writable;
  }
  return result;
}

Outcome<Pointer> Machine::global(uint32_t index) {
  if (index < globals_.size() && !globals_[index].prov.is_none()) return globals_[index];
  const GlobalKey key = codes.global(index);
  Pointer p;
  std::optional<Value> value;
  switch (key.kind) {
    case GlobalKey::Kind::Str:
    case GlobalKey::Kind::CStr: {
      ASSAY_TRY_LET(p, str_pointer(key.text, key.kind == GlobalKey::Kind::CStr));
      break;
    }
    case GlobalKey::Kind::Const: {
      const Making making(*this, Making::Global, index);
      ASSAY_TRY_LET(value, eval_const_body(key.instance, false, AllocKind::Const, &p));
      if (value->type->cls != RegClass::Memory) p = {0, Prov::wildcard()};  // made, but it has no address
      break;
    }
    case GlobalKey::Kind::Static: {
      ASSAY_TRY_LET(p, static_pointer(key.def));
      break;
    }
    case GlobalKey::Kind::ThreadLocal:
      return thread_local_pointer(key.def);
    case GlobalKey::Kind::Fn:
      return fn_pointer(key.instance);
    case GlobalKey::Kind::Vtable:
      return vtable_pointer(key.vtable);
    case GlobalKey::Kind::Location: {
      ASSAY_TRY_LET(p, location_pointer(key.span));
      break;
    }
  }
  if (index >= globals_.size()) {
    globals_.resize(codes.global_count());
    global_values_.resize(codes.global_count());
  }
  globals_[index] = p;
  global_values_[index] = value;
  return p;
}

Outcome<Value> Machine::const_value(DefId def, types::ArgsId args) {
  const InstanceId instance = program.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = args});
  const uint32_t index = codes.global({.kind = GlobalKey::Kind::Const, .instance = instance});
  ASSAY_TRY_LET(const Pointer p, global(index));
  Value v = *global_values_[index];
  if (v.type->cls == RegClass::Memory) v.a = Reg::of(p);
  return v;
}

Outcome<u128> Machine::eval_scalar(DefId def, types::ArgsId args) {
  ASSAY_TRY_LET(const Value v, const_value(def, args));
  if (v.type->cls != RegClass::Scalar) return stop_unsupported("const:type", program.items.hir.defs[def].span);
  return v.a.value(v.type->size);
}

/// The value that a static has before all threads, whenever it is made.
Outcome<> Machine::store_initial(Pointer p, const Value& value) {
  const_depth_++;
  auto stored = store_value(p, value, 1, false);
  const_depth_--;
  return stored;
}

Outcome<Pointer> Machine::static_pointer(DefId def) {
  if (auto it = statics_.find(def.raw); it != statics_.end()) return it->second;
  const hir::Def& d = program.items.hir.defs[def];
  if (d.in_foreign) {
    const std::string name = codes.link_name(def);
    const DefId target = codes.exported(name, true);
    if (!target) {
      if (codes.exported(name, false))
        return stop_ub(UbKind::Abi, "the symbol `" + name + "` is a function, but is used as a static");
      return stop_unsupported("extern-static:" + name, d.span);
    }
    ASSAY_TRY_LET(const Pointer p, static_pointer(target));
    ASSAY_TRY(check_extern_static(def, target));
    statics_.emplace(def.raw, p);
    return p;
  }
  const types::ArgsId none = program.tcx.args({});
  const TypeInfo* type = codes.type(program.mono_ty(program.items.type_of(def), none));
  if (!type) return stop_unsupported("layout", d.span);
  const bool writable = (d.item && d.item->is_mut) || !program.solver.is_freeze(type->ty);
  const Making making(*this, Making::Static, def.raw);
  ASSAY_TRY_LET(Pointer p, allocate(type->size, type->align, AllocKind::Static, false, d.span));
  statics_.emplace(def.raw, p);
  memory.live(p.prov.alloc)->leak_ignored = true;
  roots_.push_back(p.prov.alloc);
  const InstanceId instance = program.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = none});
  ASSAY_TRY_LET(const Value value,
                eval_const_body(instance, writable, AllocKind::Static, &p, d.item && d.item->is_mut));
  Allocation* alloc = memory.live(p.prov.alloc);
  alloc->read_only = false;
  if (value.type->cls != RegClass::Memory) ASSAY_TRY(store_initial(p, value));
  memory.live(p.prov.alloc)->read_only = !writable;
  return p;
}

/// The declaration must fit the definition: size, alignment, and writing only where the definition allows it.
Outcome<> Machine::check_extern_static(DefId declared, DefId defined) {
  const types::ArgsId none = program.tcx.args({});
  const TypeInfo* a = codes.type(program.mono_ty(program.items.type_of(declared), none));
  const TypeInfo* b = codes.type(program.mono_ty(program.items.type_of(defined), none));
  if (!a || !b || a->layout->is_unsized) return {};
  const std::string name = codes.link_name(declared);
  if (a->size != b->size || a->align > b->align)
    return stop_ub(
        UbKind::Abi,
        fmt::format("extern static `{}` has size {} and alignment {}, but its definition has size {} and alignment {}",
                    name, a->size, a->align, b->size, b->align));
  auto is_mut = [&](DefId def) {
    const ast::Item* item = program.items.hir.defs[def].item;
    return item && item->is_mut;
  };
  auto is_changeable = [&](DefId def, const TypeInfo& type) {
    return is_mut(def) || !program.solver.is_freeze(type.ty);
  };
  if (!is_changeable(declared, *a) && is_changeable(defined, *b))
    return stop_ub(
        UbKind::InvalidOperation,
        fmt::format("extern static `{}` is declared as an immutable `static`, but the backing static is mutable",
                    name));
  if (is_mut(declared) && !is_changeable(defined, *b))
    return stop_ub(
        UbKind::InvalidOperation,
        fmt::format("extern static `{}` is declared as a mutable `static`, but the backing static is immutable", name));
  return {};
}

/// Each thread has its own copy, initialised when that thread first asks for it.
Outcome<Pointer> Machine::thread_local_pointer(DefId def) {
  const uint64_t key = uint64_t{current_} << 32 | def.raw;
  if (auto it = thread_locals_.find(key); it != thread_locals_.end()) return it->second;
  const types::ArgsId none = program.tcx.args({});
  const TypeInfo* type = codes.type(program.mono_ty(program.items.type_of(def), none));
  if (!type) return stop_unsupported("layout", program.items.hir.defs[def].span);
  ASSAY_TRY_LET(Pointer p,
                allocate(type->size, type->align, AllocKind::ThreadLocal, false, program.items.hir.defs[def].span));
  thread_locals_.emplace(key, p);
  memory.live(p.prov.alloc)->leak_ignored = true;
  const InstanceId instance = program.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = none});
  ASSAY_TRY_LET(const Value value, eval_const_body(instance, true, AllocKind::ThreadLocal, &p, true));
  if (value.type->cls != RegClass::Memory) ASSAY_TRY(store_initial(p, value));
  return p;
}

}  // namespace assay::machine
