#!/usr/bin/env python3
"""Do aliasing models stay linear? Fits the exponent of processor time over three sizes of each shape.

    linear.py --tool build/release/assay [--runs 3] [--models stacked,tree]

The time of the empty program is taken off first. Nothing here passes or fails: it prints what was measured.
"""
import argparse
import math
import os
import re
import sys
import tempfile

from ratios import HERE, seconds

# name, the file with one number to replace, sizes
SHAPES = [
    ("sibling reborrows, a use each", "siblings.rs", r"1_000_000", (250_000, 500_000, 1_000_000)),
    ("chain of nested reborrows in calls", "chain.rs", r"10_000", (2_500, 5_000, 10_000)),
    ("chain with a read by the owner at each level", "chain_watched.rs", r"10_000", (2_500, 5_000, 10_000)),
    ("reborrow of each element of an array", "elements.rs", r"100_000", (25_000, 50_000, 100_000)),
]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", required=True)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--models", default="stacked,tree")
    opts = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.rs")

        def measure(text, model):
            with open(path, "w") as f:
                f.write(text)
            t, why = seconds([opts.tool, "run", path, "--aliasing", model], opts.runs)
            if t is None:
                sys.exit(f"failed: {why}")
            return t

        for model in opts.models.split(","):
            empty = measure('fn main() { println!("{}", 0u32); }', model)
            for label, name, number, sizes in SHAPES:
                with open(os.path.join(HERE, name)) as f:
                    text = f.read()
                times = [measure(re.sub(number, str(n), text), model) for n in sizes]
                logs = [(math.log(n), math.log(max(t - empty, 1e-3))) for n, t in zip(sizes, times)]
                mean_x = sum(x for x, _ in logs) / len(logs)
                mean_y = sum(y for _, y in logs) / len(logs)
                slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
                shown = ", ".join(f"{n}: {t:.3f} s" for n, t in zip(sizes, times))
                print(f"{model:8} {label:45} {shown}; exponent {slope:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
