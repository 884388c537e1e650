// Prints MIR. One function per node kind; names are `_n`, blocks `bbn`.
#include "mir/printer.h"

#include <fmt/format.h>

#include "mir/place.h"

namespace assay::mir {
namespace {

const char* name_of(BinOp op) {
  switch (op) {
    case BinOp::Add:
      return "Add";
    case BinOp::Sub:
      return "Sub";
    case BinOp::Mul:
      return "Mul";
    case BinOp::Div:
      return "Div";
    case BinOp::Rem:
      return "Rem";
    case BinOp::BitAnd:
      return "BitAnd";
    case BinOp::BitOr:
      return "BitOr";
    case BinOp::BitXor:
      return "BitXor";
    case BinOp::Shl:
      return "Shl";
    case BinOp::Shr:
      return "Shr";
    case BinOp::Eq:
      return "Eq";
    case BinOp::Ne:
      return "Ne";
    case BinOp::Lt:
      return "Lt";
    case BinOp::Le:
      return "Le";
    case BinOp::Gt:
      return "Gt";
    case BinOp::Ge:
      return "Ge";
    case BinOp::Offset:
      return "Offset";
    case BinOp::AddWithOverflow:
      return "AddWithOverflow";
    case BinOp::SubWithOverflow:
      return "SubWithOverflow";
    case BinOp::MulWithOverflow:
      return "MulWithOverflow";
    case BinOp::Cmp:
      return "Cmp";
  }
  return "?";
}

const char* name_of(CastKind kind) {
  switch (kind) {
    case CastKind::IntToInt:
      return "IntToInt";
    case CastKind::FloatToInt:
      return "FloatToInt";
    case CastKind::IntToFloat:
      return "IntToFloat";
    case CastKind::FloatToFloat:
      return "FloatToFloat";
    case CastKind::PtrToPtr:
      return "PtrToPtr";
    case CastKind::PtrToInt:
      return "PointerExposeProvenance";
    case CastKind::IntToPtr:
      return "PointerWithExposedProvenance";
    case CastKind::FnPtrToPtr:
      return "FnPtrToPtr";
    case CastKind::FnPtrToInt:
      return "FnPtrToInt";
    case CastKind::ReifyFnPointer:
      return "ReifyFnPointer";
    case CastKind::UnsafeFnPointer:
      return "UnsafeFnPointer";
    case CastKind::ClosureFnPointer:
      return "ClosureFnPointer";
    case CastKind::MutToConstPointer:
      return "MutToConstPointer";
    case CastKind::ArrayToPointer:
      return "ArrayToPointer";
    case CastKind::Unsize:
      return "Unsize";
    case CastKind::NeverToAny:
      return "NeverToAny";
  }
  return "?";
}

const char* name_of(AssertKind kind) {
  switch (kind) {
    case AssertKind::Overflow:
      return "overflow";
    case AssertKind::OverflowNeg:
      return "overflow in negation";
    case AssertKind::DivisionByZero:
      return "division by zero";
    case AssertKind::RemainderByZero:
      return "remainder by zero";
    case AssertKind::BoundsCheck:
      return "index out of bounds";
    case AssertKind::DivisionOverflow:
      return "division overflow";
    case AssertKind::RemainderOverflow:
      return "remainder overflow";
    case AssertKind::NullPointerDereference:
      return "null pointer dereference";
    case AssertKind::MisalignedPointer:
      return "misaligned pointer dereference";
  }
  return "?";
}

std::string decimal(u128 value) {
  if (value == 0) return "0";
  std::string digits;
  for (; value != 0; value /= 10) digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  return digits;
}

std::string local_name(LocalId local) { return local ? fmt::format("_{}", local.raw) : "_none"; }
std::string block_name(BlockId block) { return block ? fmt::format("bb{}", block.raw) : "bb?"; }

}  // namespace

std::string Printer::print(const Body& body, const Place& place) {
  std::string text = local_name(place.local);
  TyId ty = body.locals.contains(place.local) ? body.locals[place.local].ty : items_.tcx.error;
  for (const ProjectionElem& elem : place.projection) {
    switch (elem.kind) {
      case ProjectionElem::Kind::Deref:
        text = "(*" + text + ")";
        break;
      case ProjectionElem::Kind::Field:
        text = fmt::format("({}.{}: {})", text, elem.field, items_.print(elem.ty));
        break;
      case ProjectionElem::Kind::Index:
        text = fmt::format("{}[{}]", text, local_name(elem.index));
        break;
      case ProjectionElem::Kind::ConstantIndex:
        text = fmt::format("{}[{}{} of {}]", text, elem.from_end ? "-" : "", elem.offset, elem.min_length);
        break;
      case ProjectionElem::Kind::Subslice:
        text = fmt::format("{}[{}:{}{}]", text, elem.offset, elem.from_end ? "-" : "", elem.min_length);
        break;
      case ProjectionElem::Kind::Downcast: {
        std::string variant = fmt::format("variant#{}", elem.field);
        const TyData& data = items_.tcx[ty];
        if (data.kind == TyKind::Adt && elem.field < items_.adt(data.def).variants.size())
          variant = symbols_.text(items_.adt(data.def).variants[elem.field].name);
        text = fmt::format("({} as {})", text, variant);
        break;
      }
    }
    ty = projected_ty(ty, elem, items_);
  }
  return text;
}

std::string Printer::print(const ConstValue& value) {
  const TyContext& tcx = items_.tcx;
  switch (value.kind) {
    case ConstValue::Kind::Scalar: {
      if (value.ty == tcx.bool_) return value.bits != 0 ? "const true" : "const false";
      const TyData& data = tcx[value.ty];
      if (data.kind == TyKind::Int) {
        const IntTy int_ty = data.int_ty();
        const uint32_t bits = int_ty == IntTy::Isize  ? 64u
                              : int_ty == IntTy::I128 ? 128u
                                                      : 8u << static_cast<uint32_t>(int_ty);
        if (((value.bits >> (bits - 1)) & 1) != 0) {
          const u128 mask = bits == 128 ? ~u128{0} : (u128{1} << bits) - 1;
          return fmt::format("const -{}_{}", decimal((~value.bits + 1) & mask), items_.print(value.ty));
        }
      }
      return fmt::format("const {}_{}", decimal(value.bits), items_.print(value.ty));
    }
    case ConstValue::Kind::Str:
      return fmt::format("const \"{}\"", symbols_.text(value.text));
    case ConstValue::Kind::ByteStr:
      return fmt::format("const b\"{}\"", symbols_.text(value.text));
    case ConstValue::Kind::CStr:
      return fmt::format("const c\"{}\"", symbols_.text(value.text));
    case ConstValue::Kind::ZeroSized:
      if (value.ty && tcx[value.ty].kind == TyKind::FnDef)
        return items_.print_path(tcx[value.ty].def, tcx[value.ty].args);
      return fmt::format("const {}", value.ty ? items_.print(value.ty) : "?");
    case ConstValue::Kind::Named:
      return fmt::format("const {}", items_.print_path(value.def, value.args));
    case ConstValue::Kind::Param:
      return "const " + std::string(symbols_.text(tcx[value.constant].name));
    case ConstValue::Kind::Promoted:
      return fmt::format("const {}::promoted[{}]", items_.print_path(value.def, value.args), decimal(value.bits));
  }
  return "const ?";
}

std::string Printer::print(const Body& body, const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::Copy:
      return "copy " + print(body, operand.place);
    case Operand::Kind::Move:
      return "move " + print(body, operand.place);
    case Operand::Kind::Constant:
      return print(operand.constant);
  }
  return "?";
}

std::string Printer::aggregate(const Body& body, const Rvalue& rvalue) {
  std::string list;
  for (const Operand& operand : rvalue.operands) list += (list.empty() ? "" : ", ") + print(body, operand);
  switch (rvalue.aggregate) {
    case AggregateKind::Tuple:
      return fmt::format("({}{})", list, rvalue.operands.size() == 1 ? "," : "");
    case AggregateKind::Array:
      return fmt::format("[{}]", list);
    case AggregateKind::Closure:
      return fmt::format("{{closure {}}} {{ {} }}", items_.print(rvalue.ty), list);
    case AggregateKind::Adt: {
      std::string name = items_.print(rvalue.ty);
      const TyData& data = items_.tcx[rvalue.ty];
      if (data.kind == TyKind::Adt) {
        const AdtInfo& adt = items_.adt(data.def);
        if (adt.kind == AdtInfo::Kind::Enum && rvalue.variant < adt.variants.size())
          name += "::" + std::string(symbols_.text(adt.variants[rvalue.variant].name));
        if (rvalue.active_field != kNoId) name += fmt::format(" field {}", rvalue.active_field);
      }
      return fmt::format("{} {{ {} }}", name, list);
    }
  }
  return "?";
}

std::string Printer::print(const Body& body, const Rvalue& rvalue) {
  const auto operand = [&](size_t i) { return i < rvalue.operands.size() ? print(body, rvalue.operands[i]) : "?"; };
  switch (rvalue.kind) {
    case Rvalue::Kind::Use:
      return operand(0);
    case Rvalue::Kind::Repeat: {
      const ConstData& count = items_.tcx[rvalue.count];
      if (count.kind == ConstData::Kind::Value) return fmt::format("[{}; {}]", operand(0), decimal(count.bits));
      return fmt::format("[{}; {}]", operand(0),
                         count.name ? std::string(symbols_.text(count.name)) : std::string("_"));
    }
    case Rvalue::Kind::Ref:
      switch (rvalue.borrow) {
        case BorrowKind::Shared:
          return "&" + print(body, rvalue.place);
        case BorrowKind::Mut:
          return "&mut " + print(body, rvalue.place);
        case BorrowKind::TwoPhaseMut:
          return "&two_phase mut " + print(body, rvalue.place);
        case BorrowKind::Fake:
          return "&fake " + print(body, rvalue.place);
      }
      return "?";
    case Rvalue::Kind::RawPtr:
      return (rvalue.is_mut ? "&raw mut " : "&raw const ") + print(body, rvalue.place);
    case Rvalue::Kind::Len:
      return fmt::format("Len({})", print(body, rvalue.place));
    case Rvalue::Kind::Cast:
      return fmt::format("{} as {} ({})", operand(0), items_.print(rvalue.ty), name_of(rvalue.cast));
    case Rvalue::Kind::Binary:
      return fmt::format("{}({}, {})", name_of(rvalue.bin_op), operand(0), operand(1));
    case Rvalue::Kind::Unary: {
      const char* op = "PtrMetadata";
      switch (rvalue.un_op) {
        case UnOp::Neg:
          op = "Neg";
          break;
        case UnOp::Not:
          op = "Not";
          break;
        case UnOp::PtrMetadata:
          break;
      }
      return fmt::format("{}({})", op, operand(0));
    }
    case Rvalue::Kind::Discriminant:
      return fmt::format("discriminant({})", print(body, rvalue.place));
    case Rvalue::Kind::Aggregate:
      return aggregate(body, rvalue);
    case Rvalue::Kind::StaticRef:
      return fmt::format("&static {}", items_.print_path(rvalue.def));
    case Rvalue::Kind::ThreadLocalRef:
      return fmt::format("&thread_local {}", items_.print_path(rvalue.def));
    case Rvalue::Kind::OffsetOf:
      return fmt::format("OffsetOf({})", items_.print(rvalue.ty));
    case Rvalue::Kind::SizeOf:
      return fmt::format("SizeOf({})", items_.print(rvalue.ty));
    case Rvalue::Kind::AlignOf:
      return fmt::format("AlignOf({})", items_.print(rvalue.ty));
    case Rvalue::Kind::CopyForDeref:
      return fmt::format("deref_copy {}", print(body, rvalue.place));
  }
  return "?";
}

std::string Printer::print(const Body& body, const Statement& statement) {
  const std::string place = statement.place.local ? print(body, statement.place) : std::string();
  switch (statement.kind) {
    case Statement::Kind::Assign:
      return fmt::format("{} = {}", place, print(body, statement.rvalue));
    case Statement::Kind::SetDiscriminant:
      return fmt::format("discriminant({}) = {}", place, statement.variant);
    case Statement::Kind::StorageLive:
      return fmt::format("StorageLive({})", place);
    case Statement::Kind::StorageDead:
      return fmt::format("StorageDead({})", place);
    case Statement::Kind::Retag:
      switch (statement.retag) {
        case RetagKind::Default:
          return fmt::format("Retag({})", place);
        case RetagKind::FnEntry:
          return fmt::format("Retag([fn entry] {})", place);
        case RetagKind::TwoPhase:
          return fmt::format("Retag([2phase] {})", place);
        case RetagKind::Raw:
          return fmt::format("Retag([raw] {})", place);
        case RetagKind::Copy:
          return fmt::format("Retag([copy] {})", place);
        case RetagKind::Return:
          return fmt::format("Retag([return] {})", place);
      }
      return "?";
    case Statement::Kind::PlaceMention:
      return fmt::format("PlaceMention({})", place);
    case Statement::Kind::FakeRead:
      return fmt::format("FakeRead({})", place);
    case Statement::Kind::Nop:
      return "nop";
  }
  return "?";
}

std::string Printer::unwind(const Terminator& terminator) {
  switch (terminator.unwind) {
    case UnwindAction::Continue:
      return "unwind continue";
    case UnwindAction::Cleanup:
      return "unwind: " + block_name(terminator.cleanup);
    case UnwindAction::Unreachable:
      return "unwind unreachable";
    case UnwindAction::Terminate:
      return "unwind terminate";
  }
  return "?";
}

std::string Printer::print(const Body& body, const Terminator& terminator) {
  const auto list = [&](const std::vector<Operand>& operands) {
    std::string text;
    for (const Operand& operand : operands) text += (text.empty() ? "" : ", ") + print(body, operand);
    return text;
  };
  switch (terminator.kind) {
    case Terminator::Kind::Goto:
      return "goto -> " + (terminator.targets.empty() ? "?" : block_name(terminator.targets[0]));
    case Terminator::Kind::SwitchInt: {
      std::string text;
      for (size_t i = 0; i < terminator.targets.size(); ++i) {
        const bool last = i >= terminator.values.size();
        text += fmt::format("{}{}: {}", i == 0 ? "" : ", ", last ? "otherwise" : decimal(terminator.values[i]),
                            block_name(terminator.targets[i]));
      }
      return fmt::format("switchInt({}) -> [{}]", print(body, terminator.operand), text);
    }
    case Terminator::Kind::Return:
      return "return";
    case Terminator::Kind::Unreachable:
      return "unreachable";
    case Terminator::Kind::UnwindResume:
      return "resume";
    case Terminator::Kind::UnwindTerminate:
      return "terminate";
    case Terminator::Kind::Drop:
      return fmt::format("drop{}({}) -> [return: {}, {}]", terminator.replace ? "_replace" : "",
                         print(body, terminator.place), block_name(terminator.target), unwind(terminator));
    case Terminator::Kind::Call:
      return fmt::format("{} = {}({}) -> [{}{}]", print(body, terminator.place), print(body, terminator.operand),
                         list(terminator.args),
                         terminator.target ? "return: " + block_name(terminator.target) + ", " : "",
                         unwind(terminator));
    case Terminator::Kind::Assert:
      return fmt::format("assert({}{}, \"{}\", {}) -> [success: {}, {}]", terminator.expected ? "" : "!",
                         print(body, terminator.operand), name_of(terminator.assert_kind), list(terminator.args),
                         block_name(terminator.target), unwind(terminator));
    case Terminator::Kind::Unsupported:
      return fmt::format("unsupported \"{}\"", symbols_.text(terminator.feature));
  }
  return "?";
}

std::string Printer::header(const Body& body) {
  std::string args;
  for (uint32_t i = 1; i <= body.arg_count; ++i)
    args += fmt::format("{}_{}: {}", i == 1 ? "" : ", ", i, items_.print(body.locals[LocalId(i)].ty));
  const std::string name = body.owner ? items_.print_path(body.owner) : "<body>";
  return fmt::format("fn {}({}) -> {} {{\n", name, args, items_.print(body.locals[LocalId(0)].ty));
}

std::string Printer::print(const Body& body) {
  std::string text = header(body);
  for (uint32_t i = 0; i < body.locals.size(); ++i) {
    const LocalDecl& decl = body.locals[LocalId(i)];
    if (i != 0 && i <= body.arg_count && !decl.name) continue;
    text += fmt::format("    let {}_{}: {};{}\n", decl.is_mut ? "mut " : "", i, items_.print(decl.ty),
                        decl.name ? fmt::format("  // {}", symbols_.text(decl.name)) : std::string());
  }
  for (uint32_t i = 0; i < body.blocks.size(); ++i) {
    const Block& block = body.blocks[BlockId(i)];
    text += fmt::format("\n    bb{}{}: {{\n", i, block.is_cleanup ? " (cleanup)" : "");
    for (uint32_t at = 0; at <= block.statements.size(); ++at) {
      const Note note = notes ? notes(body, BlockId(i), at) : Note{};
      if (!note.before.empty()) text += "        // " + note.before + "\n";
      const bool last = at == block.statements.size();
      text += fmt::format("        {};", last ? print(body, block.terminator) : print(body, block.statements[at]));
      text += (note.behind.empty() ? "" : "  // " + note.behind) + std::string("\n");
    }
    text += "    }\n";
  }
  text += "}\n";
  for (size_t i = 0; i < body.promoted.size(); ++i)
    text += fmt::format("\npromoted[{}] in ", i) + print(*body.promoted[i]);
  return text;
}

}  // namespace assay::mir
