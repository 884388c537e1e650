// The axioms of the memory models, over execution graphs. COHERENCE and ATOMICITY are filters on the places that an
// event may take; what is left of a model is `consistent`. NO-THIN-AIR holds by construction: events are added after
// what they depend on. Source: concurrency.md 2 and 5.4; "Repairing Sequential Consistency in C/C++11" (PLDI 2017).
#pragma once
#include "concurrency/graph.h"

namespace assay::concurrency {

enum class ModelKind : uint8_t { Rc11, Sc };

/// COHERENCE of a step whose happens-before past is `clock`: the rank of the latest write of the location that the
/// past knows, by a write or by a read of it. A read must not read an earlier one; a write comes after it.
Rank coherence_bound(const Graph& graph, LocationId location, std::span<const Time> clock);

/// ATOMICITY: may a write that is not part of a read-modify-write stand at this place? Not between the halves of one.
bool keeps_atomicity(const Graph& graph, LocationId location, Rank rank);

/// The order as which the model takes an access.
inline Order strengthened(ModelKind model, Order order) { return model == ModelKind::Sc ? Order::SeqCst : order; }

/// The global axiom: SC of rc11 (rc11.cpp), sequential consistency (sc.cpp).
bool consistent(ModelKind model, const Graph& graph);
bool consistent_rc11(const Graph& graph);
bool consistent_sc(const Graph& graph);

}  // namespace assay::concurrency
