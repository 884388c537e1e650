#!/usr/bin/env python3
"""Programs with one error each: is it rejected, on the line that says `//~`?

  tests/reject/run.py --tool build/release/assay          the tool's answers
  tests/reject/run.py --judge rustc                       whether rustc agrees with what the programs say

A program is right if the first error stands on the marked line (a program without a mark: anywhere). With --accept,
the programs of the given folders must not be rejected. Prints what is not right and a count; the exit code is 1 if
fewer than --at-least programs (in percent) are right.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent


def expected_line(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if "//~" in line:
            return number
    return None


def ask_tool(tool, path, extra=()):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        try:
            subprocess.run([tool, "run", "--output", out.name, *extra, str(path)], capture_output=True, timeout=60)
            return json.loads(pathlib.Path(out.name).read_text())
        except (subprocess.TimeoutExpired, json.JSONDecodeError):
            return {"verdict": "none"}


def ask_rustc(rustc, path):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([rustc, "--edition", "2021", "--emit=metadata", "--error-format=json", "--out-dir", folder,
                               str(path)], capture_output=True, text=True)
    for line in done.stderr.splitlines():
        message = json.loads(line)
        if message["level"] != "error":
            continue
        spans = [s for s in message["spans"] if s["is_primary"]]
        return {"verdict": "compile-error", "message": message["message"],
                "span": {"line": spans[0]["line_start"]} if spans else None}
    return {"verdict": "ok"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool")
    parser.add_argument("--judge", metavar="RUSTC")
    parser.add_argument("--accept", nargs="*", default=[], metavar="FOLDER")
    parser.add_argument("--at-least", type=float, default=0)
    parser.add_argument("--filter", default="")
    args = parser.parse_args()
    ask = (lambda p: ask_rustc(args.judge, p)) if args.judge else (lambda p: ask_tool(args.tool, p))
    right = rejected = 0
    programs = [p for p in sorted((HERE / "programs").glob("*.rs")) if args.filter in p.name]
    for path in programs:
        answer, line = ask(path), expected_line(path)
        found = (answer.get("span") or {}).get("line")
        if answer["verdict"] == "compile-error":
            rejected += 1
            if line is None or found == line:
                right += 1
                continue
        print(f"  {path.stem:28} want line {line}, got {answer['verdict']} {found or ''} "
              f"{answer.get('feature') or ''} {answer.get('message') or ''}"[:150])
    total = len(programs)
    print(f"reject: {right}/{total} on the right line, {rejected} rejected")
    ok = right >= total * args.at_least / 100
    accepted = [p for folder in args.accept for p in sorted(pathlib.Path(folder).rglob("*.rs"))]
    wrong = 0
    for path in accepted:
        answer = ask(path)
        if answer["verdict"] == "compile-error":
            wrong += 1
            print(f"  rejected: {path} {answer.get('message')}")
    if accepted:
        print(f"accept: {len(accepted) - wrong}/{len(accepted)} not rejected")
    return 0 if ok and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
