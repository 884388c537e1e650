// What tests of name resolution share: files in memory, a small core, and a database loaded from them.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "hir/printer.h"
#include "resolve/database.h"

namespace assay::resolve {

class MemoryFiles : public FileProvider {
 public:
  std::optional<std::string> read(const std::string& path) override {
    auto it = files.find(path);
    if (it == files.end()) return {};
    return it->second;
  }
  std::map<std::string, std::string> files;
};

/// A library just large enough for the sugar that lowering writes out.
inline constexpr const char* kMiniCore = R"(
#![no_core]
#[macro_export] macro_rules! give { ($e:expr) => { $crate::mem::id($e) } }
#[rustc_builtin_macro] #[macro_export] macro_rules! format_args { () => {} }
pub mod mem { pub fn id<T>(t: T) -> T { t } pub struct Only; }
pub mod marker { #[lang = "sized"] pub trait Sized {} #[lang = "copy"] pub trait Copy {} }
pub mod clone { pub trait Clone { fn clone(&self) -> Self; } }
pub mod cmp { pub trait PartialEq<R: ?Sized = Self> { fn eq(&self, o: &R) -> bool; } }
pub mod option { pub enum Option<T> { #[lang = "None"] None, #[lang = "Some"] Some(T) } }
pub mod result { pub enum Result<T, E> { Ok(T), Err(E) } }
pub mod iter {
  pub trait Iterator { type Item; #[lang = "next"] fn next(&mut self) -> crate::option::Option<Self::Item>; }
  pub trait IntoIterator { type Item; type IntoIter; #[lang = "into_iter"] fn into_iter(self) -> Self::IntoIter; }
}
pub mod ops {
  pub enum ControlFlow<B, C> { #[lang = "Continue"] Continue(C), #[lang = "Break"] Break(B) }
  pub trait Try { type Output; type Residual; #[lang = "branch"] fn branch(self) -> ControlFlow<Self::Residual, Self::Output>; }
  pub trait FromResidual<R> { #[lang = "from_residual"] fn from_residual(r: R) -> Self; }
  #[lang = "Range"] pub struct Range<I> { pub start: I, pub end: I }
  #[lang = "RangeFull"] pub struct RangeFull;
  #[lang = "RangeInclusiveStruct"] pub struct RangeInclusive<I> { start: I, end: I }
  pub trait Fn<A> { type Output; }
}
pub mod fmt {
  pub struct Arguments;
  pub mod rt {
    pub struct Argument; pub struct Placeholder;
    pub enum Alignment { Left, Right, Center, Unknown }
    pub enum Count { Is(usize), Param(usize), Implied }
  }
}
pub mod prelude { pub mod v1 {
  pub use crate::option::Option::{self, Some, None};
  pub use crate::result::Result::{self, Ok, Err};
  pub use crate::iter::{Iterator, IntoIterator};
  pub use crate::marker::{Sized, Copy};
  pub use crate::ops::Fn;
} }
)";

struct Loaded {
  explicit Loaded(std::string user, Edition edition = Edition::E2021, std::map<std::string, std::string> more = {}) {
    files.files = std::move(more);
    files.files.emplace("rustlib/core/lib.rs", kMiniCore);
    files.files["main.rs"] = std::move(user);
    session.options.edition = edition;
    library_ok = db.load_library(files);
    ok = db.load_user_crate(files, "main.rs");
  }
  /// The body of `path`, printed.
  std::string body(std::string_view path) {
    const DefId def = db.find_path(path);
    if (!def) return "no " + std::string(path);
    const hir::Body* body = db.body(def);
    if (!body) return "no body";
    return (body->has_error ? "error " : "") + hir::print_body(db.defs, session.symbols, *body);
  }
  std::string sig(std::string_view path) {
    const DefId def = db.find_path(path);
    if (!def) return "no " + std::string(path);
    return hir::print_sig(db.defs, session.symbols, def, db.sig(def));
  }
  std::string problems() const {
    std::string text;
    for (const Diagnostic& each : session.diags.errors()) text += each.code + " " + each.message + "\n";
    for (const auto& each : session.diags.unsupported_features()) text += each.feature + "\n";
    return text;
  }

  MemoryFiles files;
  Session session;
  HirDatabase db{session};
  bool library_ok = false, ok = false;
};

}  // namespace assay::resolve
