#include "concurrency/sequential.h"

namespace assay::concurrency {

Outcome<Step> Sequential::load(const AtomicAccess& access, Order, Atom& value) {
  ASSAY_TRY_LET(value, access.load());
  return Step::Done;
}
Outcome<Step> Sequential::store(const AtomicAccess& access, Order, const Atom& value) {
  access.store(value);
  return Step::Done;
}
Outcome<Step> Sequential::update(const AtomicAccess& access, const Update& update, Updated& result) {
  ASSAY_TRY_LET(result.old, access.load());
  result.stored = update.matches(result.old, access.size);
  if (result.stored && update.weak && options_.weak_failure_rate > 0) {
    const auto failing = static_cast<uint32_t>(options_.weak_failure_rate * 100);
    if (oracle_.choose(Choice::WeakCasFails, 100) < failing) result.stored = false;
  }
  if (result.stored) access.store(update.next(result.old));
  return Step::Done;
}
Outcome<Step> Sequential::choose(Choice kind, uint32_t n, uint32_t& answer) {
  answer = n <= 1 ? 0 : oracle_.choose(kind, n);
  return Step::Done;
}

}  // namespace assay::concurrency
