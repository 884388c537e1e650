// The trait solver on real source, read through name resolution with a small core of its own.
#include "traits/solve.h"

#include <gtest/gtest.h>

#include "resolve/test_support.h"

namespace assay::traits {
namespace {

constexpr const char* kCore = R"(
#![no_core]
pub mod marker {
  #[lang = "sized"] pub trait Sized {}
  #[lang = "copy"] pub trait Copy: crate::clone::Clone {}
  #[lang = "phantom_data"] pub struct PhantomData<T: ?Sized>;
  #[lang = "tuple_trait"] pub trait Tuple {}
  #[lang = "unsize"] pub trait Unsize<T: ?Sized> {}
  #[lang = "freeze"] pub unsafe auto trait Freeze {}
  #[lang = "unpin"] pub auto trait Unpin {}
  pub unsafe auto trait Send {}
  impl<T: ?Sized> !Send for *const T {}
  unsafe impl<T: ?Sized + Sync> Send for &T {}
  pub unsafe auto trait Sync {}
  impl<T: ?Sized> !Sync for crate::cell::UnsafeCell<T> {}
  #[lang = "discriminant_kind"] pub trait DiscriminantKind { type Discriminant; }
  #[lang = "pointee_trait"] pub trait Pointee { type Metadata; }
  #[lang = "dyn_metadata"] pub struct DynMetadata<D: ?Sized>(PhantomData<D>);
}
pub mod cell { use crate::marker::*; #[lang = "unsafe_cell"] pub struct UnsafeCell<T: ?Sized> { value: T } pub struct Cell<T: ?Sized>(UnsafeCell<T>); }
pub mod mem { use crate::marker::*; #[lang = "manually_drop"] pub struct ManuallyDrop<T>(T); #[lang = "maybe_uninit"] pub union MaybeUninit<T> { u: (), v: ManuallyDrop<T> } }
pub mod clone { use crate::marker::*; #[lang = "clone"] pub trait Clone: Sized { fn clone(&self) -> Self; fn clone_from(&mut self, o: &Self) {} }
  impl Clone for u8 { fn clone(&self) -> u8 { *self } } impl Clone for i32 { fn clone(&self) -> i32 { *self } }
  impl<T: Clone, const N: usize> Clone for [T; N] { fn clone(&self) -> Self { loop {} } } }
pub mod cmp { pub trait PartialEq<R: ?Sized = Self> { fn eq(&self, o: &R) -> bool; }
  impl PartialEq for u8 { fn eq(&self, o: &u8) -> bool { true } }
  impl PartialEq for i32 { fn eq(&self, o: &i32) -> bool { true } }
  impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&B> for &A { fn eq(&self, o: &&B) -> bool { true } }
  impl<T: PartialEq<U>, U> PartialEq<[U]> for [T] { fn eq(&self, o: &[U]) -> bool { true } } }
pub mod ops {
  use crate::marker::*;
  #[lang = "drop"] pub trait Drop { fn drop(&mut self); }
  pub trait Add<R = Self> { type Output; fn add(self, r: R) -> Self::Output; }
  impl Add for u8 { type Output = u8; fn add(self, r: u8) -> u8 { r } }
  impl Add for i32 { type Output = i32; fn add(self, r: i32) -> i32 { r } }
  impl<'a> Add<&'a i32> for i32 { type Output = <i32 as Add>::Output; fn add(self, r: &i32) -> i32 { *r } }
  #[lang = "fn_once"] pub trait FnOnce<A: Tuple> { #[lang = "fn_once_output"] type Output; extern "rust-call" fn call_once(self, a: A) -> Self::Output; }
  #[lang = "fn_mut"] pub trait FnMut<A: Tuple>: FnOnce<A> { extern "rust-call" fn call_mut(&mut self, a: A) -> Self::Output; }
  #[lang = "fn"] pub trait Fn<A: Tuple>: FnMut<A> { extern "rust-call" fn call(&self, a: A) -> Self::Output; }
  impl<A: Tuple, F: ?Sized + Fn<A>> FnOnce<A> for &F { type Output = F::Output; extern "rust-call" fn call_once(self, a: A) -> F::Output { loop {} } }
  #[lang = "coerce_unsized"] pub trait CoerceUnsized<T> {}
  impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Bx<U>> for Bx<T> {}
  #[lang = "owned_box"] pub struct Bx<T: ?Sized>(*const T);
  impl<T: ?Sized> Drop for Bx<T> { fn drop(&mut self) {} }
}
pub mod option { #[derive()] pub enum Option<T> { #[lang = "None"] None, #[lang = "Some"] Some(T) } }
pub mod iter {
  use crate::option::Option;
  use crate::marker::*;
  pub trait Iterator { type Item; fn next(&mut self) -> Option<Self::Item>; fn size(&self) -> usize where Self: Sized { 0 } fn map<B, F: crate::ops::FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized { loop {} } }
  impl<I: Iterator + ?Sized> Iterator for &mut I { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { loop {} } }
  pub trait IntoIterator { type Item; type IntoIter: Iterator<Item = Self::Item>; fn into_iter(self) -> Self::IntoIter; }
  impl<I: Iterator> IntoIterator for I { type Item = I::Item; type IntoIter = I; fn into_iter(self) -> I { self } }
  pub struct Map<I, F> { i: I, f: F }
  impl<B, I: Iterator, F: crate::ops::FnMut(I::Item) -> B> Iterator for Map<I, F> { type Item = B; fn next(&mut self) -> Option<B> { loop {} } }
  pub struct Once<T>(T);
  impl<T> Iterator for Once<T> { type Item = T; fn next(&mut self) -> Option<T> { loop {} } }
}
pub mod prelude { pub mod v1 {
  pub use crate::option::Option::{self, Some, None};
  pub use crate::iter::*; pub use crate::marker::*; pub use crate::ops::*; pub use crate::clone::Clone; pub use crate::cmp::PartialEq; pub use crate::cell::*; pub use crate::mem::*;
} }
)";

class Program : public ::testing::Test {
 protected:
  void load(std::string source) {
    // Edition 2024 of the library: everything a module needs is in the prelude.
    loaded.emplace(std::move(source), Edition::E2021,
                   std::map<std::string, std::string>{{"rustlib/core/lib.rs", kCore}});
    ASSERT_TRUE(loaded->ok) << loaded->problems();
    items.emplace(tcx, loaded->db);
    solver.emplace(*items, nullptr);
  }
  DefId def(const char* path) {
    const DefId d = loaded->db.find_path(path);
    EXPECT_TRUE(d) << path;
    return d;
  }
  TyId ty(const char* alias) { return items->type_of(def(alias)); }
  std::string normal(const char* alias) { return items->print(solver->normalize(ty(alias))); }
  bool is(const char* alias, const char* trait) { return solver->implements(solver->normalize(ty(alias)), def(trait)); }
  TraitRef trait_ref(const char* trait, std::vector<TyId> args) {
    std::vector<GenericArg> list;
    for (TyId t : args) list.push_back(GenericArg::of(t));
    return {def(trait), tcx.args(list)};
  }

  TyContext tcx;
  std::optional<resolve::Loaded> loaded;
  std::optional<Collector> items;
  std::optional<Solver> solver;
};

TEST_F(Program, ProjectionsGoThroughImplsBlanketsAndBounds) {
  load(R"(
    pub type A = <i32 as Add<&'static i32>>::Output;
    pub type B = <Once<u8> as IntoIterator>::Item;
    pub type C = <Map<Once<u8>, fn(u8) -> i32> as Iterator>::Item;
    pub type D = <&'static mut dyn Iterator<Item = u8> as Iterator>::Item;
    pub type E = <&'static fn(u8) -> i32 as FnOnce<(u8,)>>::Output;
    pub enum En { X = 3, Y } #[repr(u16)] pub enum Re { X }
    pub type F = <En as DiscriminantKind>::Discriminant;
    pub type G = <Re as DiscriminantKind>::Discriminant;
    pub struct Tail<T: ?Sized>(u8, T);
    pub type H = <Tail<[u8]> as Pointee>::Metadata;
    pub type I = <Tail<u8> as Pointee>::Metadata;
    pub const N: usize = 3;
    pub type J = [u8; N];
    fn main() {}
  )");
  EXPECT_EQ(normal("main::A"), "i32");
  EXPECT_EQ(normal("main::B"), "u8");
  EXPECT_EQ(normal("main::C"), "i32");
  EXPECT_EQ(normal("main::D"), "u8");
  EXPECT_EQ(normal("main::E"), "i32");
  EXPECT_EQ(normal("main::F"), "isize");
  EXPECT_EQ(normal("main::G"), "u16");
  EXPECT_EQ(normal("main::H"), "usize");
  EXPECT_EQ(normal("main::I"), "()");
  EXPECT_EQ(normal("main::J"), "[u8; 3]");
}

TEST_F(Program, BuiltInTraitsFollowTheStructureOfTypes) {
  load(R"(
    pub type Pair = (u8, &'static u8);
    pub type Mut = (u8, &'static mut u8);
    pub type Fun = fn(u8);
    pub struct S<T: ?Sized>(u8, T);
    pub type Un = S<[u8]>;
    pub type Si = S<u8>;
    pub struct List(Option<Bx<List>>, u8);
    pub struct Raw(*const u8);
    pub type Cl = Cell<u8>;
    pub type RefCl = &'static Cell<u8>;
    pub trait Tr {} pub type Ob = dyn Tr + Send; pub type Ob2 = dyn Tr;
    pub type Md = ManuallyDrop<Bx<u8>>;
    pub type Arr = [Bx<u8>; 0];
    fn main() {}
  )");
  EXPECT_TRUE(is("main::Pair", "core::marker::Copy"));
  EXPECT_FALSE(is("main::Mut", "core::marker::Copy"));
  EXPECT_TRUE(is("main::Fun", "core::clone::Clone"));
  EXPECT_FALSE(is("main::Un", "core::marker::Sized"));
  EXPECT_TRUE(is("main::Si", "core::marker::Sized"));
  EXPECT_FALSE(is("main::List", "core::marker::Send"));  // through the box's raw pointer
  EXPECT_TRUE(is("main::List", "core::marker::Unpin"));  // a cycle
  EXPECT_FALSE(is("main::Raw", "core::marker::Send"));
  EXPECT_TRUE(is("main::Cl", "core::marker::Send"));
  EXPECT_FALSE(is("main::RefCl", "core::marker::Send"));
  EXPECT_TRUE(is("main::Ob", "core::marker::Send"));
  EXPECT_FALSE(is("main::Ob2", "core::marker::Send"));
  EXPECT_TRUE(is("main::Ob2", "main::Tr"));
  EXPECT_FALSE(solver->is_freeze(ty("main::Cl")));
  EXPECT_TRUE(solver->is_freeze(ty("main::RefCl")));
  EXPECT_TRUE(solver->needs_drop(ty("main::List")));
  EXPECT_FALSE(solver->needs_drop(ty("main::Md")));
  EXPECT_FALSE(solver->needs_drop(ty("main::Arr")));
}

TEST_F(Program, UnsizingChecksBoundsAndUpcasts) {
  load(R"(
    pub trait Base { fn b(&self) {} } pub trait Sub: Base { fn s(&self); fn gen<T>(&self) {} fn no(self) where Self: Sized {} }
    impl Base for u8 {} impl Sub for u8 { fn s(&self) {} }
    pub type Ob = dyn Sub; pub type Up = dyn Base; pub type It = dyn Iterator<Item = u8>; pub type It2 = dyn Iterator<Item = i32>;
    pub type OnceB = Once<u8>;
    pub type BxA = Bx<u8>; pub type BxB = Bx<dyn Sub>;
    pub type Arr = [u8; 2]; pub type Sl = [u8];
    pub struct W<T: ?Sized>(u8, T); pub type WA = W<[u8; 2]>; pub type WS = W<[u8]>;
    fn main() {}
  )");
  const auto unsizes = [&](const char* a, const char* b) {
    return solver->implements(trait_ref("core::marker::Unsize", {ty(a), ty(b)}));
  };
  EXPECT_TRUE(solver->implements(trait_ref("core::marker::Unsize", {tcx.u8, ty("main::Ob")})));
  EXPECT_FALSE(solver->implements(trait_ref("core::marker::Unsize", {tcx.i32, ty("main::Ob")})));
  EXPECT_TRUE(unsizes("main::Ob", "main::Up"));
  EXPECT_FALSE(unsizes("main::Up", "main::Ob"));
  EXPECT_TRUE(unsizes("main::OnceB", "main::It"));
  EXPECT_FALSE(unsizes("main::OnceB", "main::It2"));
  EXPECT_TRUE(unsizes("main::Arr", "main::Sl"));
  EXPECT_TRUE(unsizes("main::WA", "main::WS"));
  EXPECT_TRUE(solver->implements(trait_ref("core::ops::CoerceUnsized", {ty("main::BxA"), ty("main::BxB")})));
  const auto& slots = solver->vtable_methods(trait_ref("main::Sub", {ty("main::Ob")}));
  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0].first, def("main::Base::b"));
  EXPECT_EQ(slots[1].first, def("main::Sub::s"));
}

TEST_F(Program, VariablesAreBoundOnlyWhenOneImplRemains) {
  load(R"(
    pub trait One<T> { type Out; } impl One<u8> for bool { type Out = i32; }
    pub trait Two<T> {} impl Two<u8> for bool {} impl Two<i32> for bool {}
    pub fn f<T: One<i32>, U: Clone>() {}
    fn main() {}
  )");
  InferTable table(tcx);
  Selection out;
  const TyId var = table.fresh_ty();
  EXPECT_EQ(solver->select(table, {}, trait_ref("main::One", {tcx.bool_, var}), out), Answer::Yes);
  EXPECT_EQ(table.resolve(var), tcx.u8);
  EXPECT_EQ(solver->select(table, {}, trait_ref("main::Two", {tcx.bool_, table.fresh_ty()}), out), Answer::Ambiguous);
  EXPECT_EQ(solver->select(table, {}, trait_ref("core::ops::Add", {table.fresh_int(), table.fresh_int()}), out),
            Answer::Ambiguous);
  EXPECT_EQ(solver->holds(table, {}, trait_ref("core::ops::Add", {tcx.bool_, table.fresh_int()})), Answer::No);
  EXPECT_EQ(solver->select(table, {}, trait_ref("core::marker::Copy", {table.fresh_int()}), out), Answer::Yes);
  const TyId slot = table.fresh_ty();
  const TyId elem = table.fresh_int();
  EXPECT_EQ(solver->holds(table, {},
                          trait_ref("core::cmp::PartialEq",
                                    {tcx.ref(tcx.slice(tcx.u8), false), tcx.ref(tcx.slice(elem), false)})),
            Answer::Yes);
  std::vector<Predicate> nested;
  TyId projected;
  const DefId out_assoc = def("main::One::Out");
  EXPECT_EQ(solver->project(table, {}, out_assoc, trait_ref("main::One", {tcx.bool_, slot}).args, projected, nested),
            Answer::Yes);
  EXPECT_EQ(projected, tcx.i32);
}

TEST_F(Program, WhereClausesWinAndUnknownProjectionsStayRigid) {
  load(R"(
    pub trait Ext: Iterator { type More: Clone; }
    pub fn f<I: Ext<Item = u8>, J: Iterator>(i: I::Item, j: J::Item, k: I::More) where J::Item: PartialEq<u8>, {}
    pub trait Deep { type A: Iterator; fn g(&self) -> <Self::A as Iterator>::Item; }
    pub fn h<T: Deep>(t: <T::A as Iterator>::Item) where <T::A as Iterator>::Item: Clone {}
    fn main() {}
  )");
  const DefId f = def("main::f");
  const ParamEnv env = solver->param_env(f);
  const FnSig sig = solver->normalize(items->fn_sig(f), env);
  const auto inputs = tcx[sig.inputs];
  EXPECT_EQ(items->print(inputs[0]), "u8");
  EXPECT_EQ(items->print(inputs[1]), "<J as core::iter::Iterator>::Item");
  EXPECT_TRUE(solver->implements(trait_ref("core::cmp::PartialEq", {inputs[1], tcx.u8}), env));
  EXPECT_FALSE(solver->implements(inputs[1], def("core::clone::Clone"), env));
  EXPECT_TRUE(solver->implements(inputs[2], def("core::clone::Clone"), env));
  EXPECT_TRUE(solver->implements(inputs[2], def("core::marker::Sized"), env));
  const DefId h = def("main::h");
  const TyId deep = tcx[items->fn_sig(h).inputs][0];
  EXPECT_TRUE(solver->implements(deep, def("core::clone::Clone"), solver->param_env(h)));
  EXPECT_TRUE(loaded->session.diags.count() == 0) << loaded->problems();
}

TEST_F(Program, MethodsResolveToWhatRuns) {
  load(R"(
    pub trait Tr { const C: u8 = 1; fn req(&self); fn def(&self) {} }
    pub struct S<T>(T); impl<T: Clone> Tr for S<T> { const C: u8 = 2; fn req(&self) {} }
    pub type Sb = S<u8>; pub type Ob = dyn Tr; pub type Tup = (u8, u8);
    fn main() {}
  )");
  const DefId req = def("main::Tr::req"), dflt = def("main::Tr::def");
  const ArgsId with_s = trait_ref("main::Tr", {ty("main::Sb")}).args;
  auto fn = solver->resolve(req, with_s);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::Item);
  EXPECT_NE(fn->def, req);
  EXPECT_EQ(items->print(fn->args), "<u8>");
  fn = solver->resolve(dflt, with_s);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->def, dflt);
  fn = solver->resolve(req, trait_ref("main::Tr", {ty("main::Ob")}).args);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::Virtual);
  fn = solver->resolve(def("core::clone::Clone::clone"), trait_ref("main::Tr", {ty("main::Tup")}).args);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::CloneShim);
  fn = solver->resolve(def("core::clone::Clone::clone"), trait_ref("main::Tr", {tcx.u8}).args);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::Item);
  const auto constant = solver->resolve_assoc_const(def("main::Tr::C"), with_s);
  ASSERT_TRUE(constant);
  EXPECT_NE(constant->first, def("main::Tr::C"));
}

TEST_F(Program, ClosuresAndFnItemsAreCallable) {
  load(R"(
    pub fn id<T>(t: T) -> T { t }
    pub struct Tup(u8, i32);
    fn main() { let f = |x: u8| 1i32; }
  )");
  loaded->db.body(loaded->db.main_fn());
  DefId closure_def;
  for (uint32_t i = 0; i < loaded->db.defs.size(); ++i)
    if (loaded->db.defs[DefId(i)].kind == hir::DefKind::Closure) closure_def = DefId(i);
  ASSERT_TRUE(closure_def);
  const TyId closure = items->type_of(closure_def);
  ClosureInfo& info = items->closure_info(closure_def);
  info.kind = ClosureKind::FnMut;
  info.sig.inputs = tcx.list(std::vector{tcx.u8});
  info.sig.output = tcx.i32;
  info.upvar_tys = {tcx.ref(tcx.u8, true)};
  info.complete = true;
  const TyId args = tcx.tuple(std::vector{tcx.u8});
  EXPECT_TRUE(solver->implements(trait_ref("core::ops::FnMut", {closure, args})));
  EXPECT_TRUE(solver->implements(trait_ref("core::ops::FnOnce", {closure, args})));
  EXPECT_FALSE(solver->implements(trait_ref("core::ops::Fn", {closure, args})));
  EXPECT_FALSE(solver->is_copy(closure));
  const TyId map =
      tcx.adt(def("core::iter::Map"),
              trait_ref("core::iter::Iterator",
                        {tcx.adt(def("core::iter::Once"), trait_ref("core::iter::Iterator", {tcx.u8}).args), closure})
                  .args);
  const TyId item = tcx.projection(def("core::iter::Iterator::Item"), trait_ref("core::iter::Iterator", {map}).args);
  EXPECT_EQ(solver->normalize(item), tcx.i32);
  auto fn = solver->resolve(def("core::ops::FnMut::call_mut"), trait_ref("core::ops::FnMut", {closure, args}).args);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::ClosureCall);
  fn = solver->resolve(def("core::ops::FnOnce::call_once"), trait_ref("core::ops::FnOnce", {closure, args}).args);
  ASSERT_TRUE(fn);
  EXPECT_EQ(fn->kind, ResolvedFn::Kind::ClosureOnceShim);
  // A fn item with open type argument: the argument tuple decides it.
  InferTable table(tcx);
  const TyId var = table.fresh_ty();
  const TyId id = tcx.fn_def(def("main::id"), trait_ref("core::iter::Iterator", {var}).args);
  std::vector<Predicate> nested;
  TyId out;
  EXPECT_EQ(solver->project(table, {}, def("core::ops::FnOnce::Output"),
                            trait_ref("core::ops::FnOnce", {id, args}).args, out, nested),
            Answer::Yes);
  EXPECT_EQ(table.resolve(out), tcx.u8);
  EXPECT_EQ(table.resolve(var), tcx.u8);
  const TyId ctor = items->type_of(loaded->db.defs[def("main::Tup")].ctor);
  EXPECT_TRUE(solver->implements(trait_ref("core::ops::Fn", {ctor, tcx.tuple(std::vector{tcx.u8, tcx.i32})})));
}

TEST_F(Program, RecursionEndsWithoutAnAnswerOfYes) {
  load(R"(
    pub trait Rec {} pub struct W<T>(T);
    impl<T> Rec for W<T> where W<W<T>>: Rec {}
    pub trait P { type Q; } impl<T> P for W<T> where W<W<T>>: P { type Q = <W<W<T>> as P>::Q; }
    pub type A = W<u8>; pub type B = <W<u8> as P>::Q;
    fn main() {}
  )");
  EXPECT_FALSE(is("main::A", "main::Rec"));
  EXPECT_NE(normal("main::B"), "u8");
}

TEST_F(Program, BindersAreKeptInFnPointersOnly) {
  load(R"(
    pub type A = fn(&u8) -> &u8; pub type B = for<'x> fn(&'x u8) -> &'x u8; pub type C = fn(&'static u8) -> &'static u8;
    pub type D = dyn Fn(&u8); pub type E = dyn for<'a> Fn(&'a u8); pub type F = dyn Fn(&'static u8);
    fn main() {}
  )");
  EXPECT_EQ(ty("main::A"), ty("main::B"));
  EXPECT_NE(ty("main::A"), ty("main::C"));
  EXPECT_EQ(ty("main::D"), ty("main::E"));
  EXPECT_NE(ty("main::D"), ty("main::F"));
  EXPECT_EQ(tcx.erase_regions(ty("main::A")), ty("main::A"));
}

}  // namespace
}  // namespace assay::traits
