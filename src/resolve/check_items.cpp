// What is wrong with an item by itself, seen from its syntax and its names: things defined twice, lifetimes that nobody
// declared, types and traits that are not there, impls that do not fit their trait. Only of the program's own crate,
// and only what rustc rejects for certain: where a name may be one that our library lacks, nothing is said.
#include "resolve/check_items.h"

#include <algorithm>
#include <string>

#include "resolve/generics.h"
#include "resolve/known_names.h"
#include "resolve/lookup.h"
#include "resolve/ty_lowering.h"

namespace assay::resolve {

using ast::Item;
using hir::DefKind;
using hir::Res;

namespace {

class Checker {
 public:
  Checker(Context& cx, DefId def) : cx_(cx), def_(def), item_(*cx.defs[def].item) {}

  void run() {
    switch (item_.kind) {
      case Item::Kind::Struct:
      case Item::Kind::Union:
        generics();
        for (const ast::VariantDef& variant : item_.variants) fields(variant);
        unused_parameters();
        infinite_size();
        break;
      case Item::Kind::Enum: {
        generics();
        discriminants();
        std::vector<SymbolId> names;
        for (const ast::VariantDef& variant : item_.variants) {
          once(names, variant.name, "E0428", "is defined multiple times", "the name");
          fields(variant);
        }
        unused_parameters();
        infinite_size();
        break;
      }
      case Item::Kind::Fn:
        function();
        break;
      case Item::Kind::Impl:
        impl();
        break;
      case Item::Kind::Trait:
        generics();
        break;
      case Item::Kind::TypeAlias:
      case Item::Kind::Const:
      case Item::Kind::Static:
      case Item::Kind::TraitAlias:
      case Item::Kind::Mod:
      case Item::Kind::Use:
      case Item::Kind::ExternCrate:
      case Item::Kind::ForeignMod:
      case Item::Kind::MacroRules:
      case Item::Kind::MacroCall:
      case Item::Kind::GlobalAsm:
      case Item::Kind::Error:
        break;
    }
  }

 private:
  std::string quoted(SymbolId name) const { return "`" + std::string(cx_.text(name)) + "`"; }
  void error(Span span, std::string message, const char* code) {
    cx_.session.diags.error(span, std::move(message), code);
  }
  /// Reports `ident` if its name is among `names`, and adds it.
  void once(std::vector<SymbolId>& names, const Ident& ident, const char* code, const char* what, const char* kind) {
    if (ident.name == cx_.names.underscore || !ident.name) return;
    if (std::find(names.begin(), names.end(), ident.name) != names.end())
      error(ident.span, std::string(kind) + " " + quoted(ident.name) + " " + what, code);
    names.push_back(ident.name);
  }

  // ---- generics ------------------------------------------------------------------------------------------------
  void generics() {
    std::vector<SymbolId> names, lifetimes;
    for (const ast::GenericParam& param : item_.generics.params) {
      auto& list = param.kind == ast::GenericParam::Kind::Lifetime ? lifetimes : names;
      // Parameters that a macro made may share a name with those that it was given.
      if (!param.name.context)
        once(list, param.name, "E0403", "is already used for a generic parameter in this item's generic parameters",
             "the name");
    }
    for (DefId at = def_; at; at = generics_parent(cx_, at))
      if (const Item* each = cx_.defs[at].item)
        for (const ast::GenericParam& param : each->generics.params)
          if (param.kind == ast::GenericParam::Kind::Lifetime) lifetimes_.push_back(param.name.name);
    for (const ast::GenericParam& param : item_.generics.params) {
      bounds(param.bounds);
      if (param.ty) type(*param.ty);
    }
    for (const ast::WherePredicate& where : item_.generics.where_clauses) {
      const size_t before = enter(where.for_params);
      if (where.bounded) type(*where.bounded);
      bounds(where.bounds);
      lifetimes_.resize(before);
    }
  }
  size_t enter(const std::vector<ast::GenericParam>& params) {
    const size_t before = lifetimes_.size();
    for (const ast::GenericParam& param : params) lifetimes_.push_back(param.name.name);
    return before;
  }

  // ---- types ---------------------------------------------------------------------------------------------------
  void lifetime(const Ident& name) {
    if (!name.name || name.context) return;
    const std::string_view text = cx_.text(name.name);
    if (text == "'static" || text == "'_" || text == "static" || text == "_") return;
    if (std::find(lifetimes_.begin(), lifetimes_.end(), name.name) == lifetimes_.end())
      error(name.span, "use of undeclared lifetime name " + quoted(name.name), "E0261");
  }
  void bounds(const std::vector<ast::Bound>& list) {
    for (const ast::Bound& bound : list) {
      const size_t before = enter(bound.for_params);
      if (bound.kind == ast::Bound::Kind::Lifetime) lifetime(bound.lifetime);
      if (bound.kind == ast::Bound::Kind::Trait) {
        trait(bound.path);
        arguments(bound.path);
      }
      lifetimes_.resize(before);
    }
  }
  /// A path that must name a trait.
  void trait(const ast::Path& path) {
    const PathResult found = resolve(path);
    if (found.missing) return;
    if (!found.found() || found.resolved != path.segments.size()) {
      if (surely_absent(path, found))
        error(path.span, "cannot find trait " + quoted(path.segments.back().ident.name) + " in this scope", "E0405");
      return;
    }
    if (found.res.kind == Res::Kind::Prim || found.res.kind == Res::Kind::SelfTyAlias) return not_a_trait(path);
    if (found.res.kind != Res::Kind::Def) return;
    const DefKind kind = cx_.defs[found.res.def].kind;
    if (kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union || kind == DefKind::TyParam)
      not_a_trait(path);
  }
  void not_a_trait(const ast::Path& path) {
    error(path.span, "expected trait, found " + quoted(path.segments.back().ident.name), "E0404");
  }
  PathResult resolve(const ast::Path& path) {
    TyLowerer lower(cx_, Scope{cx_.info_of(def_).module, def_, cx_.info_of(def_).textual});
    return lower.resolve_quietly(path, Ns::Type);
  }
  /// Whether a path that resolves to nothing has no chance of being something that the library lacks: its only segment
  /// is a name of this crate's own text.
  bool surely_absent(const ast::Path& path, const PathResult& found) const {
    return path.segments.size() == 1 && !path.qself && !path.global && !path.dollar_crate && !found.missing &&
           !path.segments[0].ident.context && !cx_.gap && !is_std_prelude_name(cx_.text(path.segments[0].ident.name));
  }
  void arguments(const ast::Path& path) {
    for (const ast::PathSegment& segment : path.segments) {
      if (!segment.args) continue;
      const bool outer = in_fn_sugar_;
      in_fn_sugar_ = in_fn_sugar_ || segment.args->parenthesized;
      for (const ast::GenericArg& arg : segment.args->args) {
        if (arg.kind == ast::GenericArg::Kind::Lifetime) lifetime(arg.lifetime);
        // A lone path may be a constant.
        if (arg.ty && !(arg.kind == ast::GenericArg::Kind::Type && arg.ty->kind == ast::Ty::Kind::Path &&
                        arg.ty->path.segments.size() == 1 && !arg.ty->path.segments[0].args))
          type(*arg.ty);
        bounds(arg.bounds);
      }
      if (segment.args->output) type(*segment.args->output);
      in_fn_sugar_ = outer;
    }
  }
  void type(const ast::Ty& ty) {
    using Kind = ast::Ty::Kind;
    switch (ty.kind) {
      case Kind::Path: {
        if (ty.path.qself) type(*ty.path.qself);
        arguments(ty.path);
        const PathResult found = resolve(ty.path);
        const SymbolId name = ty.path.segments.empty() ? SymbolId() : ty.path.segments.back().ident.name;
        if (!found.found() && surely_absent(ty.path, found)) {
          if (name == cx_.names.self_ty)
            error(ty.span, "cannot find type `Self` in this scope", "E0411");
          else
            error(ty.span, "cannot find type " + quoted(name) + " in this scope", "E0412");
        }
        if (found.found() && found.resolved == ty.path.segments.size() && found.res.kind == Res::Kind::Def &&
            cx_.defs[found.res.def].kind == DefKind::Trait && cx_.info_of(def_).module->edition >= Edition::E2021)
          error(ty.span, "expected a type, found a trait", "E0782");
        return;
      }
      case Kind::Ref:
        if (ty.lifetime)
          lifetime(*ty.lifetime);
        else if (needs_lifetimes_ && !in_fn_sugar_)
          error(ty.span, "missing lifetime specifier", "E0106");
        return type(*ty.inner);
      case Kind::RawPtr:
      case Kind::Slice:
      case Kind::Array:
      case Kind::Paren:
        if (ty.inner) type(*ty.inner);
        return;
      case Kind::Tuple:
        for (const ast::Ty* each : ty.elements) type(*each);
        return;
      case Kind::BareFn: {
        const size_t before = enter(ty.for_params);
        const bool outer = in_fn_sugar_;
        in_fn_sugar_ = true;
        for (const ast::BareFnParam& param : ty.params)
          if (param.ty) type(*param.ty);
        if (ty.output) type(*ty.output);
        in_fn_sugar_ = outer;
        lifetimes_.resize(before);
        return;
      }
      case Kind::DynTrait:
        trait_object(ty);
        return bounds(ty.bounds);
      case Kind::ImplTrait:
        return bounds(ty.bounds);
      case Kind::Never:
      case Kind::Infer:
      case Kind::Macro:
      case Kind::SelfImplicit:
      case Kind::CVarArgs:
      case Kind::Error:
        return;
    }
  }

  /// `dyn Trait` of a trait of this crate that cannot be made into an object, or without its associated types.
  void trait_object(const ast::Ty& ty) {
    for (const ast::Bound& bound : ty.bounds) {
      if (bound.kind != ast::Bound::Kind::Trait) continue;
      const PathResult found = resolve(bound.path);
      if (!found.found() || found.resolved != bound.path.segments.size() || found.res.kind != Res::Kind::Def) continue;
      const DefId trait = found.res.def;
      if (cx_.defs[trait].kind != DefKind::Trait || !cx_.is_user(cx_.defs[trait].crate)) continue;
      const ast::GenericArgs* args = bound.path.segments.back().args;
      for (DefId child : cx_.defs[trait].children) {
        const Item* item = cx_.defs[child].item;
        if (!item || wants_sized(*item)) continue;
        if (item->kind == Item::Kind::Fn) {
          const bool generic =
              std::any_of(item->generics.params.begin(), item->generics.params.end(),
                          [](const ast::GenericParam& p) { return p.kind != ast::GenericParam::Kind::Lifetime; });
          if (!generic && item->sig.self_kind != ast::FnSig::SelfKind::None) continue;
          error(bound.span, "the trait " + quoted(cx_.defs[trait].name) + " is not dyn compatible", "E0038");
          return;
        }
        if (item->kind != Item::Kind::TypeAlias || !item->generics.params.empty()) continue;
        bool given = false;
        if (args)
          for (const ast::GenericArg& arg : args->args)
            given = given || (arg.kind == ast::GenericArg::Kind::AssocEq && arg.lifetime.name == item->name.name);
        if (!given)
          error(bound.span,
                "the value of the associated type " + quoted(item->name.name) + " in " + quoted(cx_.defs[trait].name) +
                    " must be specified",
                "E0191");
      }
    }
  }
  /// `where Self: Sized`
  bool wants_sized(const Item& item) const {
    for (const ast::WherePredicate& where : item.generics.where_clauses)
      if (where.bounded && where.bounded->kind == ast::Ty::Kind::Path && where.bounded->path.segments.size() == 1 &&
          where.bounded->path.segments[0].ident.name == cx_.names.self_ty)
        return true;
    return false;
  }

  // ---- items -----------------------------------------------------------------------------------------------------
  void fields(const ast::VariantDef& variant) {
    std::vector<SymbolId> names;
    for (const ast::FieldDef& field : variant.fields) {
      if (variant.shape == ast::VariantDef::Shape::Named && !field.name.context)
        once(names, field.name, "E0124", "is already declared", "field");
      if (!field.ty) continue;
      needs_lifetimes_ = true;
      type(*field.ty);
      needs_lifetimes_ = false;
    }
  }

  /// A parameter that no field mentions.
  void unused_parameters() {
    if (cx_.defs.attr(def_, cx_.sym("lang"))) return;
    for (const ast::GenericParam& param : item_.generics.params) {
      if (param.kind == ast::GenericParam::Kind::Const || param.name.context) continue;
      mentioned_ = false;
      for (const ast::VariantDef& variant : item_.variants)
        for (const ast::FieldDef& field : variant.fields)
          if (field.ty) mention(*field.ty, param.name.name);
      if (mentioned_) continue;
      const bool is_lifetime = param.kind == ast::GenericParam::Kind::Lifetime;
      error(param.name.span,
            std::string(is_lifetime ? "lifetime" : "type") + " parameter " + quoted(param.name.name) + " is never used",
            "E0392");
    }
  }
  void mention(const ast::GenericArgs& args, SymbolId name) {
    for (const ast::GenericArg& arg : args.args) {
      if (arg.lifetime.name == name || arg.expr) mentioned_ = true;
      if (arg.ty) mention(*arg.ty, name);
      mention(arg.bounds, name);
    }
    if (args.output) mention(*args.output, name);
  }
  void mention(const ast::Path& path, SymbolId name) {
    if (path.qself) mention(*path.qself, name);
    for (const ast::PathSegment& segment : path.segments) {
      if (segment.ident.name == name) mentioned_ = true;
      if (segment.args) mention(*segment.args, name);
    }
  }
  void mention(const std::vector<ast::Bound>& list, SymbolId name) {
    for (const ast::Bound& bound : list) {
      if (bound.lifetime.name == name) mentioned_ = true;
      mention(bound.path, name);
    }
  }
  void mention(const ast::Ty& ty, SymbolId name) {
    if (ty.kind == ast::Ty::Kind::Macro || ty.length) mentioned_ = true;
    if (ty.lifetime && ty.lifetime->name == name) mentioned_ = true;
    mention(ty.path, name);
    if (ty.inner) mention(*ty.inner, name);
    if (ty.output) mention(*ty.output, name);
    for (const ast::Ty* each : ty.elements) mention(*each, name);
    for (const ast::BareFnParam& param : ty.params)
      if (param.ty) mention(*param.ty, name);
    mention(ty.bounds, name);
  }

  /// A type that holds itself without a pointer in between.
  void infinite_size() {
    std::vector<DefId> open;
    if (holds(def_, def_, open))
      error(cx_.defs[def_].span, "recursive type " + quoted(item_.name.name) + " has infinite size", "E0072");
  }
  bool holds(DefId at, DefId wanted, std::vector<DefId>& open) {
    if (std::find(open.begin(), open.end(), at) != open.end()) return false;
    open.push_back(at);
    if (!cx_.defs[at].item) return false;
    for (const ast::VariantDef& variant : cx_.defs[at].item->variants)
      for (const ast::FieldDef& field : variant.fields)
        if (field.ty && holds(*field.ty, at, wanted, open)) return true;
    return false;
  }
  bool holds(const ast::Ty& ty, DefId at, DefId wanted, std::vector<DefId>& open) {
    using Kind = ast::Ty::Kind;
    if (ty.kind == Kind::Paren || (ty.kind == Kind::Array && ty.inner)) return holds(*ty.inner, at, wanted, open);
    if (ty.kind == Kind::Tuple)
      return std::any_of(ty.elements.begin(), ty.elements.end(),
                         [&](const ast::Ty* each) { return holds(*each, at, wanted, open); });
    if (ty.kind != Kind::Path || ty.path.qself) return false;
    TyLowerer lower(cx_, Scope{cx_.info_of(at).module, at, cx_.info_of(at).textual});
    const PathResult found = lower.resolve_quietly(ty.path, Ns::Type);
    if (!found.found() || found.resolved != ty.path.segments.size() || found.res.kind != Res::Kind::Def) return false;
    const DefId def = found.res.def;
    if (def == wanted) return true;
    const DefKind kind = cx_.defs[def].kind;
    const bool is_adt = kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union;
    if (is_adt && cx_.is_user(cx_.defs[def].crate)) return holds(def, wanted, open);
    // Of the library's types, `Option` surely holds its argument.
    if (def == cx_.db.lang_item("Option") && ty.path.segments.back().args)
      for (const ast::GenericArg& arg : ty.path.segments.back().args->args)
        if (arg.ty && holds(*arg.ty, at, wanted, open)) return true;
    return false;
  }

  void function() {
    generics();
    if (item_.body.present()) unsized_parameters();
    const ast::FnSig& sig = item_.sig;
    std::vector<SymbolId> names;
    for (const ast::Param& param : sig.params) {
      if (param.pat && param.pat->kind == ast::Pat::Kind::Ident && !param.pat->ident.context)
        once(names, param.pat->ident, "E0415", "is bound more than once in this parameter list", "identifier");
      if (param.ty) type(*param.ty);
    }
    if (!sig.output) return;
    // With no parameter there is no lifetime that the result could have.
    needs_lifetimes_ = sig.params.empty() && sig.self_kind == ast::FnSig::SelfKind::None;
    type(*sig.output);
    needs_lifetimes_ = false;
  }

  void unsized_parameters() {
    for (const ast::Param& param : item_.sig.params)
      if (param.ty && (param.ty->kind == ast::Ty::Kind::Slice || param.ty->kind == ast::Ty::Kind::DynTrait))
        error(param.ty->span, "the size of a parameter cannot be known at compilation time", "E0277");
  }

  /// The definition that a type names, or none; of a primitive type `is_prim`.
  DefId named(const ast::Ty& ty, bool& is_prim) {
    is_prim = false;
    if (ty.kind != ast::Ty::Kind::Path || ty.path.qself) return {};
    const PathResult found = resolve(ty.path);
    if (!found.found() || found.resolved != ty.path.segments.size()) return {};
    is_prim = found.res.kind == Res::Kind::Prim;
    return found.res.kind == Res::Kind::Def ? found.res.def : DefId();
  }
  bool is_foreign_adt(DefId def) const {
    if (!def || cx_.is_user(cx_.defs[def].crate)) return false;
    const DefKind kind = cx_.defs[def].kind;
    return kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union;
  }
  /// Whether the coherence rules forbid this impl for certain.
  void orphan(DefId trait) {
    bool is_prim = false;
    const DefId self = named(*item_.ty, is_prim);
    const bool foreign = is_foreign_adt(self);
    if (!is_prim && !foreign) return;
    if (!item_.of_trait) {
      if (is_prim)
        error(item_.ty->span, "cannot define inherent `impl` for primitive types", "E0390");
      else
        error(item_.span, "cannot define inherent `impl` for a type outside of the crate where the type is defined",
              "E0116");
      return;
    }
    const ast::GenericArgs* args = item_.of_trait->segments.back().args;
    const ast::GenericArgs* self_args = item_.ty->path.segments.back().args;
    if (!trait || cx_.is_user(cx_.defs[trait].crate) || args || self_args) return;
    error(item_.span,
          "only traits defined in the current crate can be implemented for types defined outside of the crate",
          "E0117");
  }
  /// A parameter that neither the type nor the trait nor any bound mentions.
  void unconstrained() {
    for (const ast::GenericParam& param : item_.generics.params) {
      if (param.kind != ast::GenericParam::Kind::Type || param.name.context) continue;
      mentioned_ = false;
      mention(*item_.ty, param.name.name);
      if (item_.of_trait) mention(*item_.of_trait, param.name.name);
      for (const ast::GenericParam& other : item_.generics.params)
        for (const ast::Bound& bound : other.bounds) mention(bound.path, param.name.name);
      for (const ast::WherePredicate& where : item_.generics.where_clauses) mention(where.bounds, param.name.name);
      if (!mentioned_)
        error(param.name.span,
              "the type parameter " + quoted(param.name.name) +
                  " is not constrained by the impl trait, self type, or predicates",
              "E0207");
    }
  }
  /// `impl Trait for Type { fn f(..) }` against the trait's own `fn f(..)`: who is called on a value, how many
  /// parameters.
  void method_shapes(DefId trait) {
    for (DefId child : cx_.defs[def_].children) {
      const hir::Def& c = cx_.defs[child];
      if (c.kind != DefKind::AssocFn || !c.item) continue;
      for (DefId each : cx_.defs[trait].children) {
        const hir::Def& wanted = cx_.defs[each];
        if (wanted.name != c.name || wanted.kind != DefKind::AssocFn || !wanted.item) continue;
        const ast::FnSig &ours = c.item->sig, &theirs = wanted.item->sig;
        const bool has_self = ours.self_kind != ast::FnSig::SelfKind::None;
        const bool wants_self = theirs.self_kind != ast::FnSig::SelfKind::None;
        if (has_self != wants_self)
          error(c.span,
                "method " + quoted(c.name) +
                    (has_self ? " has a `self` declaration in the impl, but not in the trait"
                              : " has a `self` declaration in the trait, but not in the impl"),
                has_self ? "E0185" : "E0186");
        else if (ours.params.size() != theirs.params.size())
          error(c.span,
                "method " + quoted(c.name) + " has " + std::to_string(ours.params.size()) +
                    " parameters but the declaration in the trait has " + std::to_string(theirs.params.size()),
                "E0050");
      }
    }
  }
  void discriminants() {
    std::vector<std::pair<std::string, Span>> seen;
    for (const ast::VariantDef& variant : item_.variants) {
      if (!variant.discriminant || variant.discriminant->kind != ast::Expr::Kind::Lit) continue;
      const std::string text(cx_.session.sources.text(variant.discriminant->span));
      for (const auto& [other, span] : seen)
        if (other == text) {
          error(item_.span, "discriminant value `" + text + "` assigned more than once", "E0081");
          return;
        }
      seen.emplace_back(text, variant.discriminant->span);
    }
  }

  void impl() {
    generics();
    if (item_.ty) type(*item_.ty);
    unconstrained();
    if (!item_.of_trait) {
      orphan({});
      duplicates();
      return;
    }
    trait(*item_.of_trait);
    arguments(*item_.of_trait);
    const DefId of = cx_.db.impl_trait(def_);
    if (!of || cx_.defs[of].kind != DefKind::Trait || item_.is_negative) return;
    orphan(of);
    method_shapes(of);
    const bool user_trait = cx_.is_user(cx_.defs[of].crate);
    for (DefId child : cx_.defs[def_].children) {
      const hir::Def& c = cx_.defs[child];
      bool found = false;
      for (DefId each : cx_.defs[of].children) found = found || cx_.defs[each].name == c.name;
      if (found || !user_trait) continue;
      const std::string trait_name = quoted(cx_.defs[of].name);
      if (c.kind == DefKind::AssocTy)
        error(c.span, "type " + quoted(c.name) + " is not a member of trait " + trait_name, "E0437");
      else if (c.kind == DefKind::AssocConst)
        error(c.span, "const " + quoted(c.name) + " is not a member of trait " + trait_name, "E0438");
      else
        error(c.span, "method " + quoted(c.name) + " is not a member of trait " + trait_name, "E0407");
    }
    if (!user_trait) return;
    std::string missing;
    for (DefId each : cx_.defs[of].children) {
      const hir::Def& wanted = cx_.defs[each];
      const bool has_default = wanted.item && (wanted.item->body.present() || wanted.item->expr || wanted.item->ty);
      if (has_default) continue;
      bool found = false;
      for (DefId child : cx_.defs[def_].children) found = found || cx_.defs[child].name == wanted.name;
      if (!found) missing += (missing.empty() ? "" : ", ") + quoted(wanted.name);
    }
    // Items that a macro makes are among the children by now.
    if (!missing.empty()) error(item_.span, "not all trait items implemented, missing: " + missing, "E0046");
  }
  void duplicates() {
    std::vector<SymbolId> names;
    for (DefId child : cx_.defs[def_].children) {
      const hir::Def& c = cx_.defs[child];
      if (c.kind == DefKind::AssocFn && !(c.item && c.item->name.context))
        once(names, {c.name, c.span, {}}, "E0592", "is defined multiple times in this implementation",
             "the associated function");
    }
  }

  Context& cx_;
  DefId def_;
  const Item& item_;
  std::vector<SymbolId> lifetimes_;
  bool mentioned_ = false;
  bool needs_lifetimes_ = false;  // an elided lifetime is an error here
  bool in_fn_sugar_ = false;      // inside of fn(..) and Fn(..), where elision has its own rules
};

}  // namespace

void check_items(Context& cx, CrateId crate) {
  const size_t count = cx.defs.size();
  for (uint32_t i = 0; i < count; ++i) {
    const DefId def(i);
    const hir::Def& d = cx.defs[def];
    if (d.crate != crate || !d.item) continue;
    switch (d.kind) {
      case DefKind::Struct:
      case DefKind::Union:
      case DefKind::Enum:
      case DefKind::Trait:
      case DefKind::Impl:
      case DefKind::Fn:
      case DefKind::AssocFn:
        // What a derive or a macro of the library makes is right; saying otherwise would blame the user.
        if (!cx.session.sources.is_library(d.item->span)) Checker(cx, def).run();
        break;
      case DefKind::Mod:
      case DefKind::ForeignMod:
      case DefKind::Variant:
      case DefKind::Ctor:
      case DefKind::TraitAlias:
      case DefKind::TyAlias:
      case DefKind::AssocTy:
      case DefKind::ForeignTy:
      case DefKind::TyParam:
      case DefKind::ConstParam:
      case DefKind::LifetimeParam:
      case DefKind::Const:
      case DefKind::AssocConst:
      case DefKind::Static:
      case DefKind::Field:
      case DefKind::Closure:
      case DefKind::AnonConst:
      case DefKind::InlineConst:
      case DefKind::OpaqueTy:
      case DefKind::Macro:
      case DefKind::Use:
      case DefKind::ExternCrate:
        break;
    }
  }
}

}  // namespace assay::resolve
