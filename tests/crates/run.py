#!/usr/bin/env python3
"""The unit and integration tests of crates that nobody here wrote, run by `assay test`.

  tests/crates/run.py --tool build/release/assay [--table docs/crates.md] [CRATE...]

The crates are the sources that Debian packages (`apt-get install librust-NAME-dev`, under /usr/share/cargo/registry).
What a build script would find out is given as --build-cfg below: build scripts are not run. Where a package leaves its
tests out, `calls/NAME.rs` makes calls through its public interface. A crate that is not installed is named and skipped.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
REGISTRY = pathlib.Path("/usr/share/cargo/registry")
# name: options of `assay test`
CRATES = {
    "smallvec": ["--features", "union,const_generics"],
    "arrayvec": [],
    "either": [],
    "itoa": [],
    "slab": [],
    "once_cell": [],
    "lazy_static": [],
    "scopeguard": [],
    "memchr": [],
    "bitflags": [],
    "fnv": [],
    "static_assertions": [],
    "cfg-if": [],
    "typed-arena": [],
    "bytes": [],
    "indexmap": ["--build-cfg", "indexmap/has_std"],
    "hashbrown": ["--features", "raw"],
    "spin": [],
    "crossbeam-utils": [],
    "arc-swap": [],
}
STATES = ["ok", "failed", "ignored", "unsupported", "incomplete"]


def folder_of(name):
    found = sorted(p for p in REGISTRY.glob(name + "-*") if p.name[len(name) + 1:][:1].isdigit())
    return found[-1] if found else None


def run(tool, name, folder, options, limit):
    """The results of all targets, and the seconds it took."""
    results, begin = [], time.time()
    packages = [folder]
    calls = HERE / "calls" / name
    if calls.is_dir():
        packages.append(calls)
    for package in packages:
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            command = [tool, "test", str(package), "--vendor", str(REGISTRY), "--quiet", "--time-limit", str(limit),
                       "--output", out.name] + (options if package == folder else [])
            done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
            text = pathlib.Path(out.name).read_text()
            if text:
                results += json.loads(text)
            else:
                results.append({"target": "?", "loaded": False, "feature": "", "tests": [], "items": 0,
                                "message": (done.stderr.strip().splitlines() or ["no result"])[-1]})
    return results, time.time() - begin


def row(name, version, results, seconds):
    counts = dict.fromkeys(STATES, 0)
    first = {}
    for target in results:
        for test in target["tests"]:
            counts[test["state"]] += 1
            if test["state"] not in ("ok", "ignored"):
                first.setdefault(test["state"], f"{test['name']}: {test['reason']}")
        if not target["loaded"]:
            first.setdefault("not loaded", f"{target['target']}: {target.get('feature') or target.get('message')}")
    reasons = "; ".join(f"{state}: {reason}" for state, reason in first.items())
    items = max((t.get("items", 0) for t in results), default=0)
    run_count = sum(counts.values()) - counts["ignored"]
    reasons = " ".join(reasons.replace("|", "\\|").split())[:160]
    return (f"| {name} | {version} | {items} | {run_count} | {counts['ok']} | {counts['failed']} | "
            f"{counts['unsupported']} | {counts['incomplete']} | {seconds:.1f} | {reasons} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--table", help="write the table to this file")
    parser.add_argument("--time-limit", type=int, default=60)
    parser.add_argument("--verbose", action="store_true", help="list what is not right")
    parser.add_argument("crates", nargs="*")
    args = parser.parse_args()
    lines = ["| crate | version | items | tests | right | failed | unsupported | incomplete | seconds | first reasons |",
             "|---|---|---:|---:|---:|---:|---:|---:|---:|---|"]
    print("\n".join(lines))
    for name in args.crates or CRATES:
        folder = folder_of(name)
        if folder is None:
            print(f"{name}: not installed, skipped (librust-{name.replace('_', '-')}-dev)", file=sys.stderr)
            continue
        results, seconds = run(args.tool, name, folder, CRATES.get(name, []), args.time_limit)
        lines.append(row(name, folder.name[len(name) + 1:], results, seconds))
        print(lines[-1], flush=True)
        if args.verbose:
            for target in results:
                if not target["loaded"]:
                    print(f"    {target['target']} does not load: {target.get('feature')} {target.get('message')}")
                for test in target["tests"]:
                    if test["state"] not in ("ok", "ignored"):
                        print(f"    {target['target']} {test['name']} {test['state']} {test['verdict']}: "
                              f"{test['reason'][:140]} {test['place']}")
    if args.table:
        path = pathlib.Path(args.table)
        head = path.read_text().split("| crate |")[0] if path.exists() else "# Crates\n\n"
        path.write_text(head + "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
