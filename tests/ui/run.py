#!/usr/bin/env python3
"""Runs every program of tests/ui and compares with what its comments expect.

    run.py --tool build/release/assay [--bless] [--slow] [--jobs N] [PATH...]

--slow adds that flag to every command: nothing may differ, the reports neither.

A program's first lines may say (default: `run`, one revision, verdict ok):
    //@ check | run                 the command
    //@ flags: --edition 2024       further options; flags[REV]: for one revision
    //@ revisions: stacked tree     one run each; the name of an aliasing model selects it
    //@ verdict: panic              a verdict that no line stands for (panic, exit, abort, ...)
    //@ executions: 1               `check` only
and, on the line that is to blame (`^` for each line above it):
    //~ ERROR KIND: part of the message          //~[tree] ERROR ...          //~^ ERROR ...
Beside FILE.rs, FILE[.REVISION].stderr holds the whole report and FILE.stdout the output of runs without an error; --bless rewrites those two,
never a comment. The last line is `N passed, M failed`.
"""
import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MODELS = {"stacked", "tree", "none", "stacked-2018", "stacked-2018-impl", "stacked-barriers", "unique-id", "timestamp", "noalias", "contracts", "aca"}


def cases(path):
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    command, flags, revisions, verdict, executions = "run", [], [None], None, None
    rev_flags = {}
    expected = []
    for number, line in enumerate(lines, 1):
        m = re.match(r"\s*//@\s*(\w+)(?:\[([\w-]+)\])?\s*(?::\s*(.*))?$", line)
        if m:
            key, value = m.group(1), (m.group(3) or "").strip()
            if key in ("run", "check"):
                command = key
            elif key == "flags":
                if m.group(2):
                    rev_flags[m.group(2)] = value.split()
                else:
                    flags += value.split()
            elif key == "revisions":
                revisions = value.split()
            elif key == "verdict":
                verdict = value
            elif key == "executions":
                executions = int(value)
            else:
                sys.exit(f"{path}:{number}: unknown directive {key}")
        for m in re.finditer(r"//~(?:\[([\w ,-]+)\])?(\^*)\s*ERROR\s+([\w-]+)\s*:?\s*([^/]*?)\s*(?=//~|$)", line):
            expected.append((number - len(m.group(2)), m.group(1) and re.split(r"[ ,]+", m.group(1)), m.group(3), m.group(4)))
    for revision in revisions:
        yield {"path": path, "rev": revision, "command": command, "flags": flags + rev_flags.get(revision, []), "verdict": verdict, "executions": executions,
               "expected": [(l, k, t) for l, revs, k, t in expected if revs is None or revision in revs]}


def normalize(text, path):
    text = text.replace(os.path.dirname(path) + "/", "").replace(ROOT + "/", "")
    text = re.sub(r"0x[0-9a-f]{4,}", "0xADDR", text)
    text = re.sub(r"\balloc\d+", "ALLOC", text)
    text = re.sub(r"(based on pointer with alignment) \d+", r"\1 N", text)  # of an address
    text = re.sub(r"(rustlib/[\w/]+\.rs):\d+:\d+", r"\1", text)
    return re.sub(r"<\d+>", "<TAG>", text)


def compare(file, got, bless):
    if bless:
        if got:
            with open(file, "w", encoding="utf-8") as f:
                f.write(got)
        elif os.path.exists(file):
            os.remove(file)
        return ""
    want = ""
    if os.path.exists(file):
        with open(file, encoding="utf-8") as f:
            want = f.read()
    if want == got:
        return ""
    return "".join(difflib.unified_diff(want.splitlines(True), got.splitlines(True), os.path.basename(file), "now"))


def run(case, opts):
    path, rev = case["path"], case["rev"]
    aliasing = ["--aliasing", rev] if rev in MODELS else []
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [opts.tool, case["command"], path, "--color", "never", "--output", out.name] + aliasing + case["flags"]
        if opts.slow:
            command.append("--slow")
        try:
            p = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=opts.timeout)
        except subprocess.TimeoutExpired:
            return f"no answer in {opts.timeout} s"
        try:
            result = json.loads(out.read())
        except ValueError:
            return f"no result object (exit {p.returncode}): {p.stderr.decode('utf-8', 'replace')[-400:]}"
    verdict, kind, line = result["verdict"], result.get("kind"), (result.get("span") or {}).get("line")
    problems = []
    if case["expected"]:
        for want_line, want_kind, want_text in case["expected"]:
            if want_kind not in (kind, verdict):
                problems.append(f"expected {want_kind}, got {verdict} ({kind}): {result['message']}")
            elif line != want_line:
                problems.append(f"expected line {want_line}, got {line}")
            elif want_text and want_text not in result["message"]:
                problems.append(f"expected `{want_text}` in `{result['message']}`")
    elif verdict != (case["verdict"] or "ok"):
        problems.append(f"expected {case['verdict'] or 'ok'}, got {verdict} ({kind}) at line {line}: {result['message']} {result.get('feature', '')}")
    if case["executions"] is not None and result.get("executions") != case["executions"]:
        problems.append(f"expected {case['executions']} executions, got {result.get('executions')}")
    if problems and opts.bless:
        return "not blessed: " + "; ".join(problems)
    stem = path[:-3] + (f".{rev}" if rev else "")
    stderr = normalize(p.stderr.decode("utf-8", "replace"), path)
    problems.append(compare(stem + ".stderr", stderr, opts.bless))
    if not case["expected"]:  # what was printed before an error is in no file
        problems.append(compare(path[:-3] + ".stdout", result.get("stdout", ""), opts.bless))
    problems = [p for p in problems if p]
    return "\n".join(problems)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("paths", nargs="*", default=[HERE])
    p.add_argument("--tool", required=True)
    p.add_argument("--bless", action="store_true")
    p.add_argument("--slow", action="store_true")
    p.add_argument("--timeout", type=float, default=60)
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    opts = p.parse_args()
    files = []
    for path in opts.paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                files += [os.path.join(folder, n) for n in sorted(names) if n.endswith(".rs") and "auxiliary" not in folder]
        else:
            files.append(os.path.abspath(path))
    todo = [c for f in files for c in cases(f)]
    failed = 0
    with ThreadPoolExecutor(opts.jobs) as pool:
        for case, problem in zip(todo, pool.map(lambda c: run(c, opts), todo)):
            if problem:
                failed += 1
                print(f"FAIL {os.path.relpath(case['path'], HERE)}{'@' + case['rev'] if case['rev'] else ''}\n{problem}")
    print(f"{len(todo) - failed} passed, {failed} failed")
    return 1 if failed or not todo else 0


if __name__ == "__main__":
    sys.exit(main())
