#!/usr/bin/env python3
"""Generated programs print and exit under Assay as rustc's binary does.

  tests/generate/run.py --tool build/release/assay --seeds A..B [--keep FOLDER]

Programs that rustc rejects (the generator does not know all of the borrow checker) are counted and left out. A program
that differs is kept in FOLDER with both outputs. The exit code is 1 if any differs.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from generate import program


def one(seed, opts, folder):
    source, binary, out = (folder / f"{seed}{e}" for e in (".rs", ".bin", ".json"))
    source.write_text(program(seed, opts.size))
    built = subprocess.run([opts.rustc, "--edition", "2021", "-C", "debug-assertions=on", "-A", "arithmetic_overflow", "-A",
                            "unconditional_panic", "-o", binary, source],
                           capture_output=True, text=True)
    if built.returncode != 0:
        return seed, "rejected", built.stderr[:2000]
    try:
        native = subprocess.run([binary], capture_output=True, timeout=20)
        subprocess.run([opts.tool, "run", "--edition", "2021", "--output", out, source], capture_output=True, timeout=120)
    except subprocess.TimeoutExpired as e:
        return seed, "timeout", str(e.cmd[0])
    finally:
        binary.unlink()
    result = json.loads(out.read_text()) if out.exists() else {"verdict": "none"}
    want = native.stdout.decode("utf-8", "replace"), native.returncode
    got = result.get("stdout", ""), result.get("exit_code", 0) or 0
    if want == got and result["verdict"] in ("ok", "panic"):
        return seed, "same", ""
    detail = f"verdict {result['verdict']} {result.get('feature', '')} {result.get('message', '')}\nwant {want}\ngot  {got}\n"
    if opts.keep:
        keep = pathlib.Path(opts.keep)
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}.rs").write_text(source.read_text())
        (keep / f"{seed}.txt").write_text(detail)
    return seed, "unsupported" if result["verdict"] == "unsupported" else "differs", detail


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--rustc", default="rustc")
    parser.add_argument("--seeds", default="0..50")
    parser.add_argument("--size", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    opts = parser.parse_args()
    first, last = map(int, opts.seeds.split(".."))
    counts = {}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(opts.jobs) as pool:
        for seed, state, detail in pool.map(lambda s: one(s, opts, pathlib.Path(folder)), range(first, last)):
            counts[state] = counts.get(state, 0) + 1
            if state not in ("same", "rejected"):
                print(f"seed {seed}: {state}: {detail[:300]}")
            elif state == "rejected" and counts[state] <= 3:
                print(f"seed {seed}: rejected by rustc: {detail[:400]}", file=sys.stderr)
    print("generate:", ", ".join(f"{n} {state}" for state, n in sorted(counts.items())))
    return 1 if counts.get("differs") or counts.get("timeout") else 0


if __name__ == "__main__":
    sys.exit(main())
