#!/usr/bin/env python3
"""Programs without undefined behaviour print and exit under Assay as rustc's binary does.

    run.py --tool build/release/assay [--rustc rustc] [--slow] [--jobs N] [PATH...]

Skips with one clear line where there is no rustc. The last line is `N passed, M failed`.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))


def compare(path, opts, folder):
    name = os.path.basename(path)[:-3]
    binary = os.path.join(folder, name)
    built = subprocess.run([opts.rustc, "--edition", "2021", "-Awarnings", "-Cdebuginfo=0", "-o", binary, path], capture_output=True)
    if built.returncode:
        return "rustc rejects it: " + built.stderr.decode("utf-8", "replace")[-500:]
    native = subprocess.run([binary], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    out = os.path.join(folder, name + ".json")
    command = [opts.tool, "run", path, "--output", out] + (["--slow"] if opts.slow else [])
    ours = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    try:
        with open(out, encoding="utf-8") as f:
            result = json.load(f)
    except (OSError, ValueError):
        return f"no result object (exit {ours.returncode})"
    code = {"ok": 0, "panic": 101}.get(result["verdict"], result.get("exit_code"))
    if result["verdict"] not in ("ok", "panic", "exit"):
        return f"{result['verdict']}: {result['message']} {result.get('feature', '')} at {result.get('span')}"
    if result["stdout"] != native.stdout.decode("utf-8", "replace"):
        return f"stdout differs:\n--- native\n{native.stdout.decode()}\n--- assay\n{result['stdout']}"
    if code != native.returncode:
        return f"exit code {code}, native {native.returncode}"
    return ""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("paths", nargs="*")
    p.add_argument("--tool", required=True)
    p.add_argument("--rustc", default="rustc")
    p.add_argument("--slow", action="store_true")
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    opts = p.parse_args()
    if not shutil.which(opts.rustc):
        print("skipped: there is no rustc to compare with")
        return 0
    files = opts.paths or sorted(os.path.join(HERE, n) for n in os.listdir(HERE) if n.endswith(".rs"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(opts.jobs) as pool:
        for path, problem in zip(files, pool.map(lambda f: compare(f, opts, folder), files)):
            if problem:
                failed += 1
                print(f"FAIL {os.path.basename(path)}: {problem}")
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
