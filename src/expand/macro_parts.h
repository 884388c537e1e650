// The compiled form of macro_rules, shared by the compiler (macro_compile.cpp), the matcher (macro_match.cpp) and the
// transcriber (macro_transcribe.cpp).
#pragma once
#include <vector>

#include "expand/macro_rules.h"

namespace assay::expand {

enum class FragmentSpec : uint8_t {
  Ident,
  Lifetime,
  Tt,
  Literal,
  Expr,
  Expr2021,
  Ty,
  Pat,
  PatParam,
  Stmt,
  Block,
  Item,
  Path,
  Meta,
  Vis
};
FragmentKind kind_of(FragmentSpec spec);

enum class Repeat : uint8_t { ZeroOrMore, OneOrMore, ZeroOrOne };

/// A place in a linearised pattern; a thread of the matcher stands at one.
struct Location {
  enum class Kind : uint8_t {
    Token,              // `tokens`, one operator or word
    Sequence,           // beginning of a repetition
    SequenceEnd,        // end of its contents, without separator
    SequenceSeparator,  // end of its contents, with separator `tokens`
    SequenceAgain,      // after the separator
    Variable,
    End
  } kind = Kind::End;
  TokenSlice tokens;
  Repeat repeat = Repeat::ZeroOrMore;
  uint32_t target = 0;          // Sequence: first location behind it; SequenceEnd, SequenceAgain: its first location
  uint32_t first_variable = 0;  // Sequence: the variables bound inside
  uint32_t variable_count = 0;
  uint32_t variable = 0;  // Variable
  uint32_t depth = 0;     // of repetitions around
};

struct Variable {
  SymbolId name;
  FragmentSpec spec = FragmentSpec::Tt;
  uint32_t depth = 0;
};

/// A piece of a rule's right-hand side.
struct Template {
  enum class Kind : uint8_t { Token, Variable, Sequence, Count, Index, Length } kind = Kind::Token;
  Token token;                      // Token; Sequence, Variable: where it stands
  uint32_t variable = 0;            // Variable, Count
  uint32_t level = 0;               // Index, Length: repetitions outwards; Count: depth argument
  TokenSlice separator;             // Sequence
  std::vector<Template> contents;   // Sequence
  std::vector<uint32_t> variables;  // Sequence: those that occur inside
};

struct Rule {
  std::vector<Location> pattern;
  std::vector<Variable> variables;
  std::vector<Template> body;
};

struct MacroRules {
  SymbolId name;
  NodeId node;
  Span span;
  MacroOrigin origin;
  bool is_v2 = false;
  bool from_library = false;
  std::vector<Rule> rules;
};

/// What a variable matched: one fragment, or one entry per repetition.
struct Match {
  bool is_sequence = false;
  TokenSlice tokens;
  std::vector<Match> entries;
};

struct MatchResult {
  enum class Kind : uint8_t { Matched, NoMatch, Failed /* reported */ } kind = Kind::NoMatch;
  std::vector<Match> bindings;  // one per variable of the rule
  size_t furthest = 0;          // NoMatch: the token that fitted no longer
};
MatchResult match_rule(Session& session, const MacroRules& macro, const Rule& rule, TokenSlice input, Edition edition);

/// False after a diagnostic.
bool transcribe(Session& session, SyntaxContexts& contexts, const MacroRules& macro, const Rule& rule,
                const std::vector<Match>& bindings, ExpansionId expansion, const CallSite& call, TokenBuffer& out);

/// Tokens of the operator at `at`: 1 for anything but a joint sequence of punctuation that is one operator.
size_t operator_length(TokenSlice tokens, size_t at);

/// Recomputes the partners of all delimiters, innermost first. `tokens` must be balanced.
void link_delimiters(TokenBuffer& tokens);

}  // namespace assay::expand
