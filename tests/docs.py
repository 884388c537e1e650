#!/usr/bin/env python3
"""Runs the commands that documents show and compares with the output that they show.

    docs.py --tool build/release/assay [--bless] FILE.md...

In a document, a block ```rust NAME.rs is the file NAME.rs; a block ```console holds commands and their output:
    $ assay compare NAME.rs --models stacked,tree
    model    verdict ...
Standard output comes first, then standard error; a command that does not end with 0 is followed by `[exit 1]`. The
commands run in order, in one folder with the files. Numbers of tags, allocations and steps, and places inside the
library, are compared by shape only. --bless rewrites the outputs. The last line is `N passed, M failed`.
"""
import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile


def normalize(text):
    text = re.sub(r"<\d+( \w+)?>", r"<TAG\1>", text)
    text = re.sub(r"\balloc\d+", "ALLOC", text)
    text = re.sub(r'"(step|tag|parent|alloc|by|call)":\d+', r'"\1":N', text)
    text = re.sub(r"(?m)^ *\d+  (?=\S+:\d+:\d+: )", "STEP  ", text)
    text = re.sub(r"\bstep \d+", "step N", text)
    text = re.sub(r"\bcall \d+", "call N", text)
    text = re.sub(r"0x[0-9a-f]{4,}", "0xADDR", text)
    text = re.sub(r"(rustlib/[\w/]+\.rs):\d+:\d+", r"\1", text)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def run(command, tool, folder):
    words = shlex.split(command)
    if words[0] == "assay":
        words[0] = tool
    p = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    text = p.stdout.decode("utf-8", "replace") + p.stderr.decode("utf-8", "replace")
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    if text and not text.endswith("\n"):
        text += "\n"
    if p.returncode != 0:
        text += f"[exit {p.returncode}]\n"
    return text


def check(path, tool, bless):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    passed = failed = 0
    out, at = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for m in re.finditer(r"(?ms)^```(\w+)(?: ([\w./-]+))?\n(.*?)^```$", text):
            language, name, body = m.groups()
            if name:
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                    f.write(body)
            if language != "console":
                continue
            shown = re.split(r"(?m)^\$ ", body)[1:]
            fresh = ""
            for piece in shown:
                command, _, want = piece.partition("\n")
                got = run(command, tool, folder)
                fresh += f"$ {command}\n{got}"
                if normalize(want) == normalize(got):
                    passed += 1
                elif not bless:
                    failed += 1
                    print(f"{path}: $ {command}")
                    print("\n".join(difflib.unified_diff(normalize(want).split("\n"), normalize(got).split("\n"), "shown", "now", lineterm="")))
            out.append(text[at : m.start(3)])
            # Outputs that are the same but for numbers stay as they are.
            out.append(body if normalize(fresh) == normalize(body) else fresh)
            at = m.end(3)
    if bless:
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(out) + text[at:])
    return passed, failed


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tool", required=True)
    p.add_argument("--bless", action="store_true")
    p.add_argument("files", nargs="+")
    opts = p.parse_args()
    tool = os.path.abspath(opts.tool)
    results = [check(f, tool, opts.bless) for f in opts.files]
    passed, failed = sum(r[0] for r in results), sum(r[1] for r in results)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or (not opts.bless and passed == 0) else 0


if __name__ == "__main__":
    sys.exit(main())
