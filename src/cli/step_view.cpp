#include "cli/step_view.h"

#include <algorithm>

#include "report/trace_file.h"

#ifdef ASSAY_CURSES
#include <curses.h>

#include <clocale>
#include <set>
#include <unordered_map>

namespace assay::cli {
namespace {

/// What is shown: one entry of the recording, one allocation, perhaps one tag.
class View {
 public:
  View(const driver::Recorded& recorded, const SourceMap& sources)
      : recording_(recorded.recording), recorded_(recorded), sources_(sources) {
    for (const trace::Recording::Entry& entry : recording_.entries)
      if (const AllocId alloc = trace::alloc_of(entry.event); alloc && !sources_.is_library(entry.user))
        allocs_.insert(alloc);
    move(+1, [](size_t) { return true; });
  }

  void draw() const {
    erase();
    const int half = COLS / 2;
    const trace::Recording::Entry& now = recording_.entries[at_];
    put(0, 0, COLS, A_REVERSE, header());
    draw_source(now, half);
    const AllocId alloc = shown_alloc();
    int row = 2;
    put(row++, half + 1, COLS - half - 1, A_BOLD, alloc ? "alloc" + std::to_string(alloc.raw) : "no allocation");
    if (const trace::Picture* picture = alloc ? trace::state_at(recording_, alloc, at_) : nullptr)
      for (const std::string& line : trace::picture_lines(*picture)) {
        if (row >= LINES - 4) break;
        const bool chosen = tag_ && line.find("<" + std::to_string(tag_.raw) + ">") != std::string::npos;
        put(row++, half + 1, COLS - half - 1, chosen ? A_BOLD : A_NORMAL, line);
      }
    put(LINES - 3, 0, COLS, A_BOLD, trace::text_of(now.event));
    const auto mir = recorded_.mir.find({now.event.span.lo, now.event.span.hi});
    put(LINES - 2, 0, COLS, A_NORMAL, mir == recorded_.mir.end() ? "in `" + now.function + "`" : mir->second);
    put(LINES - 1, 0, COLS, A_REVERSE,
        " right/left step  down/up line  n/p tag's step  t tag  a allocation  f filter  Home/End  q quit");
    refresh();
  }

  /// False: quit.
  bool key(int k) {
    const auto any = [](size_t) { return true; };
    const auto other_line = [this](size_t i) { return line_of(i) != line_of(at_); };
    const auto same_tag = [this](size_t i) {
      const std::vector<Tag> tags = trace::tags_of(recording_.entries[i].event);
      return std::find(tags.begin(), tags.end(), tag_) != tags.end();
    };
    switch (k) {
      case 'q':
      case 27:
        return false;
      case KEY_RIGHT:
      case ' ':
        move(+1, any);
        break;
      case KEY_LEFT:
        move(-1, any);
        break;
      case KEY_DOWN:
        move(+1, other_line);
        break;
      case KEY_UP:
        move(-1, other_line);
        break;
      case 'n':
        if (tag_) move(+1, same_tag);
        break;
      case 'p':
        if (tag_) move(-1, same_tag);
        break;
      case KEY_HOME:
        at_ = 0;
        break;
      case KEY_END:
        at_ = recording_.entries.size() - 1;
        break;
      case 't':
        tag_ = ask("tag: ");
        break;
      case 'a':
        alloc_ = next_alloc();
        break;
      case 'f':
        filter_ = !filter_;
        break;
      default:
        break;
    }
    return true;
  }

 private:
  static void put(int row, int column, int width, attr_t attributes, const std::string& text) {
    if (row < 0 || row >= LINES || width <= 0) return;
    attron(attributes);
    mvaddnstr(row, column, text.c_str(), width);
    attroff(attributes);
  }
  std::string header() const {
    return " step " + std::to_string(at_ + 1) + " of " + std::to_string(recording_.entries.size()) + "   " +
           report::place_text(recording_.entries[at_].user, sources_) + "   " + recorded_.model +
           (tag_ ? "   tag <" + std::to_string(tag_.raw) + ">" : "") + (filter_ ? "   only this allocation" : "");
  }
  void draw_source(const trace::Recording::Entry& now, int width) const {
    const SourceFile* file = sources_.file_at(now.user.lo);
    if (now.user.empty() || !file) return;
    const uint32_t line = sources_.line_column(now.user.lo).line;
    const int rows = LINES - 6;
    const uint32_t first = line > static_cast<uint32_t>(rows) / 2 ? line - static_cast<uint32_t>(rows) / 2 : 1;
    for (int i = 0; i < rows; ++i) {
      const uint32_t number = first + static_cast<uint32_t>(i);
      if (number > file->line_starts.size()) break;
      std::string text = std::to_string(number);
      text = std::string(5 - std::min<size_t>(5, text.size()), ' ') + text + " ";
      text += sources_.line_text(*file, number);
      put(2 + i, 0, width - 1, number == line ? A_REVERSE : A_NORMAL, text);
    }
  }
  std::pair<const SourceFile*, uint32_t> line_of(size_t i) const {
    const Span span = recording_.entries[i].user;
    return {sources_.file_at(span.lo), sources_.line_column(span.lo).line};
  }
  /// To the next entry in that direction in the user's code (and of the allocation, when filtering) that is wanted.
  template <class F>
  void move(int direction, F wanted) {
    const size_t n = recording_.entries.size();
    for (size_t i = at_;;) {
      if (direction > 0 ? i + 1 >= n : i == 0) return;
      i = direction > 0 ? i + 1 : i - 1;
      const trace::Recording::Entry& entry = recording_.entries[i];
      if (entry.user.empty() || sources_.is_library(entry.user)) continue;
      if (filter_ && alloc_ && trace::alloc_of(entry.event) != alloc_) continue;
      if (!wanted(i)) continue;
      at_ = i;
      return;
    }
  }
  AllocId shown_alloc() const { return alloc_ ? alloc_ : trace::alloc_of(recording_.entries[at_].event); }
  /// The chosen allocation goes round: that of each step, then each one.
  AllocId next_alloc() const {
    auto it = alloc_ ? allocs_.upper_bound(alloc_) : allocs_.begin();
    return it == allocs_.end() ? AllocId() : *it;
  }
  static Tag ask(const char* what) {
    char text[16] = {};
    move_cursor();
    echo();
    addstr(what);
    getnstr(text, 10);
    noecho();
    return Tag(static_cast<uint32_t>(std::strtoul(text, nullptr, 10)));
  }
  static void move_cursor() {
    ::move(LINES - 1, 0);
    clrtoeol();
  }

  const trace::Recording& recording_;
  const driver::Recorded& recorded_;
  const SourceMap& sources_;
  std::set<AllocId> allocs_;
  size_t at_ = 0;
  AllocId alloc_;  // none: that of the step
  Tag tag_;
  bool filter_ = false;
};

}  // namespace

bool step_view(const driver::Recorded& recorded, const SourceMap& sources) {
  if (recorded.recording.entries.empty()) return false;
  std::setlocale(LC_ALL, "");
  SCREEN* screen = newterm(nullptr, stdout, stdin);
  if (!screen) return false;
  cbreak();
  noecho();
  keypad(stdscr, TRUE);
  curs_set(0);
  View view(recorded, sources);
  do view.draw();
  while (view.key(getch()));
  endwin();
  delscreen(screen);
  return true;
}

}  // namespace assay::cli

#else

namespace assay::cli {
bool step_view(const driver::Recorded&, const SourceMap&) { return false; }
}  // namespace assay::cli

#endif
