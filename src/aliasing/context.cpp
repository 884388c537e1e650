// Protectors by call and thread, exposed tags by allocation.
#include "aliasing/context.h"

#include <algorithm>

namespace assay::aliasing {

void Context::add_protector(const Protector& protector) {
  if (thread.raw >= stacks_.size()) stacks_.resize(thread.raw + 1);
  stacks_[thread.raw].push_back(protector);
  protectors_[protector.tag] = protector;
}

memory::SmallVector<Protector, 4> Context::protectors_of_call(CallId call) const {
  if (thread.raw >= stacks_.size()) return {};
  const std::vector<Protector>& stack = stacks_[thread.raw];
  size_t from = stack.size();
  while (from > 0 && stack[from - 1].call == call) --from;
  memory::SmallVector<Protector, 4> out;
  for (; from < stack.size(); ++from) out.push_back(stack[from]);
  return out;
}

void Context::end_call(CallId call) {
  if (thread.raw >= stacks_.size()) return;
  std::vector<Protector>& stack = stacks_[thread.raw];
  while (!stack.empty() && stack.back().call == call) {
    protectors_.erase(stack.back().tag);
    stack.pop_back();
  }
}

bool Context::is_exposed(AllocId alloc, Tag tag) const {
  if (exposed_.empty()) return false;
  const auto it = exposed_.find(alloc);
  return it != exposed_.end() && std::find(it->second.begin(), it->second.end(), tag) != it->second.end();
}

}  // namespace assay::aliasing
