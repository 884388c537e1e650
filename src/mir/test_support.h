// What tests of MIR share: a provider without items, and a way to write bodies by hand.
#pragma once
#include <memory>
#include <vector>

#include "hir/provider.h"
#include "mir/body.h"
#include "mir/place.h"

namespace assay::mir {

class EmptyHir : public hir::Provider {
 public:
  explicit EmptyHir(Session& session) : hir::Provider(session) {
    hir::Def root{.kind = hir::DefKind::Mod};
    root.crate = defs.crates.push({.name = session.sym("test"), .edition = Edition::E2021, .root = DefId(0)});
    defs.add(root);
  }
  const hir::ItemSig& sig(DefId) override { return sig_; }
  const hir::Body* body(DefId) override { return nullptr; }
  std::span<const DefId> impls() const override { return {}; }
  DefId lang_item(SymbolId) const override { return DefId(); }
  std::span<const DefId> traits_in_scope(DefId) override { return {}; }
  DefId main_fn() const override { return DefId(); }
  DefId find_path(std::string_view) override { return DefId(); }

 private:
  hir::ItemSig sig_;
};

struct BodyMaker {
  explicit BodyMaker(TyContext& context) : tcx(context), body(std::make_unique<Body>()) { local(tcx.unit); }
  LocalId local(TyId ty) {
    LocalDecl decl;
    decl.ty = ty;
    return body->locals.push(decl);
  }
  LocalId arg(TyId ty) {
    ++body->arg_count;
    return local(ty);
  }
  BlockId block(bool is_cleanup = false) {
    Block b;
    b.is_cleanup = is_cleanup;
    return body->blocks.push(std::move(b));
  }
  void push(BlockId block, Statement::Kind kind, Place place) {
    Statement statement;
    statement.kind = kind;
    statement.place = std::move(place);
    body->blocks[block].statements.push_back(std::move(statement));
  }
  void assign(BlockId block, Place place, Operand value) {
    push(block, Statement::Kind::Assign, std::move(place));
    body->blocks[block].statements.back().rvalue.operands.push_back(std::move(value));
  }
  Terminator& end(BlockId block, Terminator::Kind kind) {
    body->blocks[block].terminator = Terminator{};
    body->blocks[block].terminator.kind = kind;
    return body->blocks[block].terminator;
  }
  void go(BlockId from, BlockId to) { end(from, Terminator::Kind::Goto).targets = {to}; }
  void drop(BlockId from, Place place, BlockId to) {
    Terminator& terminator = end(from, Terminator::Kind::Drop);
    terminator.place = std::move(place);
    terminator.target = to;
  }

  TyContext& tcx;
  std::unique_ptr<Body> body;
};

}  // namespace assay::mir
