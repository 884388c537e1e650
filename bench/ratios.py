#!/usr/bin/env python3
"""Speed as ratios on the machine at hand: medians of the processor time of whole processes.

    ratios.py --tool build/release/assay [--runs 5]

Nothing here passes or fails: it prints what was measured.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")


def seconds(command, runs):
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        p = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if p.returncode != 0:
            return None, p.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return statistics.median(times), ""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", required=True)
    p.add_argument("--runs", type=int, default=5)
    opts = p.parse_args()
    program = lambda name: os.path.join(HERE, name)
    assay = lambda name, model: [opts.tool, "run", program(name), "--aliasing", model]

    def measure(label, command):
        t, why = seconds(command, opts.runs)
        print(f"{label:44} {'failed: ' + why if t is None else f'{t:8.3f} s'}")
        return t

    ratio = lambda label, a, b: print(f"  {label:42} {a / b:8.2f}" if a and b else f"  {label:42} unknown")
    python = measure("fib(32), CPython " + ".".join(map(str, sys.version_info[:3])), [sys.executable, program("fib.py")])
    fib = {m: measure(f"fib(32), {m}", assay("fib.rs", m)) for m in ("none", "stacked", "tree")}
    ratio("stacked / CPython (wanted: <= 1)", fib["stacked"], python)
    ratio("stacked / none (wanted: <= 1.5)", fib["stacked"], fib["none"])
    for name, label in (("sort_index.rs", "heap sort of 10^6, by index"), ("sort_swap.rs", "heap sort of 10^6, with swap"),
                        ("sort_std.rs", "library sort of 10^6")):
        sort = {m: measure(f"{label}, {m}", assay(name, m)) for m in ("none", "stacked")}
        ratio("stacked / none (wanted: <= 1.5)", sort["stacked"], sort["none"])
    for name, label in (("siblings.rs", "10^6 sibling reborrows"), ("chain.rs", "chain of 10^4 reborrows")):
        for m in ("stacked", "tree"):
            measure(f"{label}, {m}" + (" (wanted: <= 1 s)" if m == "stacked" else ""), assay(name, m))
    once = measure("10^6 accesses, stacked", assay("accesses.rs", "stacked"))
    every = measure("10^6 accesses, compare (all models)", [opts.tool, "compare", program("accesses.rs")])
    ratio("compare / stacked (wanted: <= 4)", every, once)
    measure("30 lines, start to verdict (wanted: <= 0.1 s)", assay("small.rs", "stacked"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
