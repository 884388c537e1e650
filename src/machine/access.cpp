// Typed loads, stores and copies over memory: resolve, ask the aliasing model, move bytes, check what arrived.
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::MemOp;
using code::RegClass;
using layout::Primitive;

/// Other threads could mind a plain access.
Outcome<> Machine::told_plain(const BytePlace& place, uint64_t size, AccessKind kind) {
  ASSAY_TRY(conc.plain(*place.alloc, {place.offset, place.offset + size}, kind, false));
  if (kind == AccessKind::Write && !thread().loops.empty()) note_write(*place.alloc);
  return {};
}

/// A use after free is a race if nothing orders it after the free.
Outcome<> Machine::dangling(const Stop& stop, Pointer p, AccessKind kind, bool atomic) {
  using concurrency::AccessClass;
  if (!watching() || stop.info().ub != UbKind::UseAfterFree || !p.prov.is_concrete()) return {};
  const bool read = kind == AccessKind::Read;
  return conc.use_after_free(p.prov.alloc, atomic ? (read ? AccessClass::AtomicLoad : AccessClass::AtomicStore)
                                                  : (read ? AccessClass::Read : AccessClass::Write));
}

Outcome<BytePlace> Machine::access(Pointer p, uint64_t size, uint64_t align, AccessKind kind, Purpose purpose,
                                   bool atomic) {
  ASSAY_TRY_LET(const BytePlace place, resolve(p, size, effective_align(align), kind, purpose, atomic));
  if (align > 1 && symbolic_alignment()) ASSAY_TRY(check_alignment(p, align));
  if (size != 0 && !atomic && watching()) ASSAY_TRY(told_plain(place, size, kind));
  if (size != 0 && tracks_) ASSAY_TRY(aliasing::access(alias, model, place, size, kind, atomic));
  return place;
}

/// Is the address aligned, by its value or (symbolic) by what its allocation guarantees?
Outcome<> Machine::check_alignment(Pointer p, uint64_t align) {
  if (options.alignment == AlignmentCheck::Off || align <= 1) return {};
  const Allocation* alloc = symbolic_alignment() ? memory.find(p, 0) : nullptr;
  if (!alloc) return memory.check_align(p, align);
  uint64_t offset = p.addr - alloc->base, guaranteed = alloc->align;
  if (const auto it = promised_.find(alloc->id); it != promised_.end() && it->second.second > guaranteed) {
    offset -= it->second.first;
    guaranteed = it->second.second;
  }
  const uint64_t has = offset == 0 ? guaranteed : std::min(guaranteed, offset & -offset);
  if (has >= align) return {};
  return stop_ub(UbKind::Alignment,
                 fmt::format("accessing memory with alignment {}, but alignment {} is required", has, align));
}

void Machine::forget_padding(Value& value) {
  const layout::Layout& l = *value.type->layout;
  if (value.type->cls != RegClass::Pair || !l.multi_variant || !l.b.maybe_uninit ||
      value.type->plan->data_variants.empty())
    return;
  const int tag = value.type->part_at(l.tag_offset, l.tag.size);
  if (tag < 0) return;
  const auto variant = read_variant(l, tag == 0 ? value.a : value.b);
  if (!variant || *variant >= value.type->plan->data_variants.size()) return;
  bool has_b = tag == 1;
  for (const layout::ByteRange& r : value.type->plan->data_variants[*variant])
    has_b |= r.offset <= l.b_offset && l.b_offset < r.offset + r.size;
  if (!has_b) value.b = Reg::undef();
}

Outcome<Reg> Machine::load_part(const BytePlace& place, const layout::Scalar& s) {
  if (s.maybe_uninit && !memory.is_init(place, s.size)) return Reg::undef();
  if (s.size == 16) {
    ASSAY_TRY_LET(const u128 value, memory.read_u128(place));
    return Reg::of(value, 16);
  }
  if (s.primitive == Primitive::Pointer || (s.maybe_uninit && s.size == memory.target().pointer_bytes)) {
    ASSAY_TRY_LET(const Pointer value, memory.read_pointer(place));
    return Reg::of(value);
  }
  ASSAY_TRY_LET(const uint64_t value, memory.read_bits(place, s.size));
  return Reg{value, {}};
}

void Machine::store_part(const BytePlace& place, const layout::Scalar& s, const Reg& value) {
  if (value.is_undef() && s.size <= 8)
    memory.mark_uninit(place, s.size);
  else if (s.size == 16)
    memory.write_u128(place, value.wide());
  else if (s.size == memory.target().pointer_bytes && !value.prov.is_none())
    memory.write_pointer(place, value.pointer());
  else
    memory.write_bits(place, value.bits, s.size);
}

namespace {
BytePlace at(BytePlace place, uint64_t offset) {
  place.offset += offset;
  return place;
}
}  // namespace

Outcome<Value> Machine::load_value(Pointer p, const TypeInfo& type, uint64_t align, bool validate) {
  Value out{&type, {}, {}};
  ASSAY_TRY_LET(const BytePlace place, read_place(p, type.size, align));
  switch (type.cls) {
    case RegClass::Zst:
      if (validate && type.check) ASSAY_TRY(validate_value(out));
      return out;
    case RegClass::Memory:
      out.a = Reg::of(p);
      if (validate && type.check) ASSAY_TRY(validate_memory(p, type));
      return out;
    case RegClass::Scalar: {
      ASSAY_TRY_LET(out.a, load_part(at(place, type.layout->a_offset), type.layout->a));
      break;
    }
    case RegClass::Pair: {
      ASSAY_TRY_LET(out.a, load_part(at(place, type.layout->a_offset), type.layout->a));
      ASSAY_TRY_LET(out.b, load_part(at(place, type.layout->b_offset), type.layout->b));
      break;
    }
  }
  forget_padding(out);
  if (validate && type.check) ASSAY_TRY(validate_value(out));
  return out;
}

Outcome<> Machine::store_value(Pointer p, const Value& value, uint64_t align, bool validate) {
  const TypeInfo& type = *value.type;
  if (type.cls == RegClass::Memory) return copy_value(p, align, value.a.pointer(), type.align, type, validate);
  ASSAY_TRY_LET(const BytePlace place, write_place(p, type.size, align));
  if (type.cls == RegClass::Zst) return {};
  if (type.cls == RegClass::Pair) {
    if (type.layout->a.size + type.layout->b.size != type.size) memory.mark_uninit(place, type.size);
    store_part(at(place, type.layout->a_offset), type.layout->a, value.a);
    store_part(at(place, type.layout->b_offset), type.layout->b, value.b);
  } else {
    store_part(at(place, type.layout->a_offset), type.layout->a, value.a);
  }
  return {};
}

Outcome<> Machine::copy_value(Pointer to, uint64_t to_align, Pointer from, uint64_t from_align, const TypeInfo& type,
                              bool validate) {
  const uint64_t size = type.size;
  ASSAY_TRY_LET(const BytePlace source, read_place(from, size, from_align));
  ASSAY_TRY_LET(const BytePlace dest, write_place(to, size, to_align));
  if (size != 0) {
    memory.copy(source, dest, size);
    if (!type.plan->no_padding) {
      const std::vector<layout::ByteRange>* data = &type.plan->data;
      const layout::Layout& l = *type.layout;
      if (l.multi_variant && !type.plan->data_variants.empty() && memory.is_init(at(dest, l.tag_offset), l.tag.size)) {
        ASSAY_TRY_LET(const Reg tag, load_part(at(dest, l.tag_offset), l.tag));
        if (auto variant = read_variant(l, tag); variant && *variant < type.plan->data_variants.size())
          data = &type.plan->data_variants[*variant];
      }
      uint64_t next = 0;
      for (const layout::ByteRange& r : *data) {
        if (r.offset > next) memory.mark_uninit(at(dest, next), r.offset - next);
        next = std::max(next, r.offset + r.size);
      }
      if (next < size) memory.mark_uninit(at(dest, next), size - next);
    }
  }
  if (validate && type.check) return validate_memory(to, type);
  return {};
}

Outcome<uint64_t> Machine::read_int(Pointer p, uint64_t size) {
  ASSAY_TRY_LET(const BytePlace place, read_place(p, size, 1));
  return memory.read_bits(place, size);
}
Outcome<> Machine::write_int(Pointer p, uint64_t value, uint64_t size) {
  ASSAY_TRY_LET(const BytePlace place, write_place(p, size, 1));
  memory.write_bits(place, value, size);
  return {};
}
Outcome<> Machine::write_pointer(Pointer p, Pointer value) {
  ASSAY_TRY_LET(const BytePlace place, write_place(p, memory.target().pointer_bytes, 1));
  memory.write_pointer(place, value);
  return {};
}
Outcome<std::string> Machine::read_bytes(Pointer p, uint64_t size) {
  ASSAY_TRY_LET(const BytePlace place, read_place(p, size, 1));
  if (size == 0) return std::string();
  ASSAY_TRY_LET(const auto bytes, memory.read_bytes(place, size));
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}
Outcome<> Machine::write_bytes(Pointer p, std::string_view bytes) {
  ASSAY_TRY_LET(const BytePlace place, write_place(p, bytes.size(), 1));
  if (!bytes.empty()) memory.write_bytes(place, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  return {};
}
Outcome<std::string> Machine::read_c_string(Pointer p) {
  std::string out;
  for (;;) {
    ASSAY_TRY_LET(const uint64_t c, read_int(p, 1));
    if (c == 0) return out;
    out.push_back(static_cast<char>(c));
    p.addr++;
  }
}

Outcome<> Machine::copy_bytes(Pointer from, Pointer to, uint64_t size, uint64_t align, bool nonoverlapping) {
  ASSAY_TRY_LET(const BytePlace source, read_place(from, size, align));
  if (size != 0 && nonoverlapping) {
    ASSAY_TRY_LET(const BytePlace target, memory.resolve(to, size, effective_align(align), Purpose::Store));
    if (memory::Memory::overlap(source, target, size))
      return stop_ub(UbKind::Overlap, "`copy_nonoverlapping` called on overlapping ranges");
  }
  ASSAY_TRY_LET(const BytePlace dest, write_place(to, size, align));
  if (size != 0) memory.copy(source, dest, size);
  return {};
}

Outcome<> Machine::swap_bytes(Pointer x, Pointer y, uint64_t size, uint64_t align) {
  ASSAY_TRY(read_place(x, size, align));
  ASSAY_TRY(read_place(y, size, align));
  ASSAY_TRY_LET(const BytePlace first, write_place(x, size, align));
  ASSAY_TRY_LET(const BytePlace second, write_place(y, size, align));
  if (size != 0) memory.swap(first, second, size);
  return {};
}

Outcome<Pointer> Machine::allocate(uint64_t size, uint64_t align, AllocKind kind, bool zeroed, Span span) {
  memory::AllocInfo info;
  info.size = size;
  info.align = align;
  info.kind = kind;
  info.zeroed = zeroed;
  info.span = !span.empty() && kind != AllocKind::HeapRust && kind != AllocKind::HeapC ? span
              : memory::is_heap(kind)                                                  ? user_span()
                                                                                       : alias.current_span;
  ASSAY_TRY_LET(const Pointer p, memory.allocate(info));
  if (announces_) ASSAY_TRY(aliasing::alloc(alias, model, p));
  // Other storage is there before all threads, whenever it is made.
  const bool new_storage =
      memory::is_heap(kind) || kind == AllocKind::Local || kind == AllocKind::ArgTemp || kind == AllocKind::Mmap;
  if (new_storage && watching()) conc.allocated(*memory.live(p.prov.alloc));
  return p;
}

Outcome<> Machine::deallocate(Pointer p, AllocKind kind, std::optional<uint64_t> size, std::optional<uint64_t> align) {
  auto checked = memory.check_free(p, kind, size, align);
  if (!checked && watching() && checked.error().info().ub == UbKind::UseAfterFree && p.prov.is_concrete())
    ASSAY_TRY(conc.use_after_free(p.prov.alloc, concurrency::AccessClass::Free));
  ASSAY_TRY_LET(Allocation* const alloc, std::move(checked));
  if (watching()) ASSAY_TRY(conc.freed(*alloc));
  if (tracks_) ASSAY_TRY(aliasing::dealloc(alias, model, *alloc, p.prov.tag));
  memory.kill(*alloc, user_span());
  return {};
}

/// A local's storage ends. The machine frees it itself, so only protectors can object.
Outcome<> Machine::end_local(Pointer p) {
  Allocation* alloc = memory.live(p.prov.alloc);
  if (!alloc) return {};
  if (watching()) ASSAY_TRY(conc.freed(*alloc));
  if (tracks_) ASSAY_TRY(aliasing::dealloc(alias, model, *alloc, alloc->root));
  memory.kill(*alloc, alias.current_span);
  return {};
}

// ---- the loop's ------------------------------------------------------------------------------------------------

/// The address of what an access at `offset` from `base` names: the base aligned, the way there in bounds.
Outcome<Pointer> Machine::element(Pointer base, uint64_t offset, uint64_t base_align, bool checked) {
  if (base_align > 1) ASSAY_TRY(check_alignment(base, base_align));
  if (!checked && offset != 0) ASSAY_TRY(memory.check_inbounds_offset(base, static_cast<int64_t>(offset)));
  return base.wrapping_add(static_cast<int64_t>(offset));
}

Outcome<> Machine::load_slow(Reg& out, Pointer base, const Insn& n, uint64_t size, bool is_pointer) {
  const uint64_t align = uint64_t{1} << (n.hi() & 0xff);
  // What is wrong with the access itself is told first.
  const Pointer p = base.wrapping_add(n.lo());
  ASSAY_TRY_LET(const BytePlace place, resolve(p, size, 1, AccessKind::Read, Purpose::Load, false));
  ASSAY_TRY(element(base, n.lo(), align, n.c != 0));
  if (watching()) ASSAY_TRY(told_plain(place, size, AccessKind::Read));
  if (tracks_) ASSAY_TRY(aliasing::access(alias, model, place, size, AccessKind::Read));
  if (is_pointer) {
    ASSAY_TRY_LET(const Pointer value, memory.read_pointer(place));
    out = Reg::of(value);
  } else {
    ASSAY_TRY_LET(const uint64_t value, memory.read_bits(place, size));
    out = Reg{value, {}};
  }
  return {};
}

Outcome<> Machine::store_slow(const Reg& value, Pointer base, const Insn& n, uint64_t size, bool is_pointer) {
  const uint64_t align = uint64_t{1} << (n.hi() & 0xff);
  const Pointer p = base.wrapping_add(n.lo());
  ASSAY_TRY_LET(const BytePlace place, resolve(p, size, 1, AccessKind::Write, Purpose::Store, false));
  ASSAY_TRY(element(base, n.lo(), align, n.c != 0));
  if (watching()) ASSAY_TRY(told_plain(place, size, AccessKind::Write));
  if (tracks_) ASSAY_TRY(aliasing::access(alias, model, place, size, AccessKind::Write));
  if (value.is_undef())
    memory.mark_uninit(place, size);
  else if (is_pointer)
    memory.write_pointer(place, value.pointer());
  else
    memory.write_bits(place, value.bits, size);
  return {};
}

Outcome<> Machine::load_typed(Reg* out, Pointer base, const MemOp& op, bool checked) {
  ASSAY_TRY_LET(const Pointer p, element(base, op.offset, op.base_align, checked));
  ASSAY_TRY_LET(const Value value, load_value(p, *op.type, 1, false));
  out[0] = value.a;
  if (op.type->cls == RegClass::Pair) out[1] = value.b;
  return {};
}
Outcome<> Machine::store_typed(const Reg* from, Pointer base, const MemOp& op, bool checked) {
  ASSAY_TRY_LET(const Pointer p, element(base, op.offset, op.base_align, checked));
  return store_value(p, Value{op.type, from[0], op.type->cls == RegClass::Pair ? from[1] : Reg{}}, 1, false);
}
Outcome<> Machine::copy_typed(Pointer to, Pointer from, const MemOp& op, uint16_t flags) {
  ASSAY_TRY_LET(const Pointer source, element(from, op.source_offset, op.source_align, (flags & 2) != 0));
  ASSAY_TRY_LET(const Pointer dest, element(to, op.offset, op.base_align, (flags & 1) != 0));
  return copy_value(dest, 1, source, 1, *op.type, op.validate && options.validate);
}
Outcome<Pointer> Machine::copy_argument(Pointer from, const MemOp& op, uint16_t flags) {
  ASSAY_TRY_LET(const Pointer source, element(from, op.source_offset, op.source_align, (flags & 2) != 0));
  ASSAY_TRY_LET(const Pointer dest, allocate(op.type->size, op.type->align, AllocKind::Local, false));
  ASSAY_TRY(copy_value(dest, 1, source, 1, *op.type, options.validate));
  return dest;
}
Outcome<> Machine::uninit_typed(Pointer base, const MemOp& op, bool checked) {
  ASSAY_TRY_LET(const Pointer p, element(base, op.offset, op.base_align, checked));
  ASSAY_TRY_LET(const BytePlace place, write_place(p, op.type->size, 1));
  if (op.type->size != 0) memory.mark_uninit(place, op.type->size);
  return {};
}
Outcome<> Machine::repeat_typed(Pointer base, const MemOp& op, bool checked) {
  ASSAY_TRY_LET(const Pointer p, element(base, op.offset, op.base_align, checked));
  const uint64_t size = op.type->size, total = size * op.count;
  ASSAY_TRY_LET(const BytePlace place, write_place(p, total, 1));
  for (uint64_t done = size; done < total;) {
    const uint64_t n = std::min(done, total - done);
    memory.copy(place, at(place, done), n);
    done += n;
  }
  return {};
}
Outcome<> Machine::read_typed(Pointer base, const MemOp& op, bool checked) {
  ASSAY_TRY_LET(const Pointer p, element(base, op.offset, op.base_align, checked));
  ASSAY_TRY(read_place(p, op.type->size, 1));
  if (op.type->layout->uninhabited && op.count == 0 && options.validate)
    return stop_ub(UbKind::Uninhabited, "reading a value of the uninhabited type `" + op.type->plan->name + "`");
  if (op.count != 0) return {};  // `match place {}`: what follows is unreachable
  if (op.type->check) return validate_memory(p, *op.type);
  return {};
}

}  // namespace assay::machine
