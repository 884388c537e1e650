// One interleaving, sequentially consistent: each atomic access is one access of memory. The order of threads is the
// machine's.
#pragma once
#include "concurrency/concurrency.h"

namespace assay::concurrency {

struct SequentialOptions {
  double weak_failure_rate = 0;  // how often a weak compare-exchange fails although it need not
};

class Sequential : public Concurrency {
 public:
  Sequential(SequentialOptions options, Oracle& oracle) : options_(options), oracle_(oracle) {}
  Outcome<Step> load(const AtomicAccess& access, Order order, Atom& value) override;
  Outcome<Step> store(const AtomicAccess& access, Order order, const Atom& value) override;
  Outcome<Step> update(const AtomicAccess& access, const Update& update, Updated& result) override;
  Outcome<Step> fence(Order) override { return Step::Done; }
  Outcome<Step> choose(Choice kind, uint32_t n, uint32_t& answer) override;

 private:
  SequentialOptions options_;
  Oracle& oracle_;
};

}  // namespace assay::concurrency
